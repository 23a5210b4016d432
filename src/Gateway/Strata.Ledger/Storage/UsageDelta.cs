using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>What is added to a cell. Sums wrap at no amount that occurs: 64 bits hold nine billion dollars in nano-dollars.</summary>
internal sealed class UsageDelta(UsageCell cell)
{
    public UsageCell Cell { get; } = cell;

    /// <summary>The cell's name.</summary>
    public string Name { get; } = cell.Name();

    public long Requests { get; set; }

    public long Failed { get; set; }

    public long Unpriced { get; set; }

    public long UnpricedTokens { get; set; }

    public TokenUsage Usage { get; set; }

    public long CostNanos { get; set; }

    public long UpstreamCostNanos { get; set; }

    public long SavedNanos { get; set; }

    public long TotalUs { get; set; }

    public void Add(LedgerRow row)
    {
        Requests++;
        Failed += row.Status == LedgerStatus.Ok ? 0 : 1;
        if (row.CurrentNanos is { } nanos)
        {
            CostNanos += nanos;
        }
        else
        {
            Unpriced++;
            UnpricedTokens += row.Usage.Total;
        }

        Usage = Sum(Usage, row.Usage);
        UpstreamCostNanos += row.UpstreamCostNanos ?? 0;
        SavedNanos += row.SavedNanos;
        TotalUs += RequestColumns.Micros(row.Total);
    }

    /// <summary>What a new cost of a row changes.</summary>
    public void Reprice(LedgerRow row, long nanos)
    {
        CostNanos += nanos - (row.CurrentNanos ?? 0);
        if (row.CurrentNanos is null)
        {
            Unpriced--;
            UnpricedTokens -= row.Usage.Total;
        }
    }

    public static TokenUsage Sum(in TokenUsage a, in TokenUsage b) => new()
    {
        Input = a.Input + b.Input,
        CachedInput = a.CachedInput + b.CachedInput,
        CacheWrite = a.CacheWrite + b.CacheWrite,
        CacheWriteLong = a.CacheWriteLong + b.CacheWriteLong,
        AudioInput = a.AudioInput + b.AudioInput,
        ImageInput = a.ImageInput + b.ImageInput,
        Output = a.Output + b.Output,
        Reasoning = a.Reasoning + b.Reasoning,
        AudioOutput = a.AudioOutput + b.AudioOutput,
        ImageOutput = a.ImageOutput + b.ImageOutput,
        ToolCalls = a.ToolCalls + b.ToolCalls,
    };
}
