using System.Data.Common;
using Strata.Core.Usage;

namespace Strata.Ledger.Storage;

/// <summary>Reads the columns of a result row one behind the other, in the order in which they were selected.</summary>
internal struct RowCursor(DbDataReader reader)
{
    private int next;

    public string Text() => reader.GetString(next++);

    public long Number() => reader.GetInt64(next++);

    public long? Optional() => reader.IsDBNull(next) ? Skip() : reader.GetInt64(next++);

    public TimeSpan Micros() => TimeSpan.FromMicroseconds(Number());

    public TimeSpan? OptionalMicros() => Optional() is { } micros ? TimeSpan.FromMicroseconds(micros) : null;

    /// <summary>Eleven columns in the order of <see cref="UsageColumns.Tokens"/>.</summary>
    public TokenUsage Usage() => new()
    {
        Input = Number(),
        CachedInput = Number(),
        CacheWrite = Number(),
        CacheWriteLong = Number(),
        AudioInput = Number(),
        ImageInput = Number(),
        Output = Number(),
        Reasoning = Number(),
        AudioOutput = Number(),
        ImageOutput = Number(),
        ToolCalls = Number(),
    };

    private long? Skip()
    {
        next++;
        return null;
    }
}
