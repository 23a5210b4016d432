using System.Buffers;
using Strata.Core.Storage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Journal;

/// <summary>
/// The durable side of the ledger: a row is acknowledged when it outlives this process, and is on the machine's disk within
/// the sync interval, or before it is acknowledged where that is zero. No database is on the way, so one that is away costs
/// nothing here.
/// </summary>
/// <param name="logs">Where logs are opened; this one is <see cref="Name"/>.</param>
/// <param name="syncEvery">How long a row may be lost to a loss of power; zero for never.</param>
public sealed class LedgerLog(IAppendLogs logs, TimeSpan syncEvery) : IAsyncDisposable
{
    /// <summary>The name of the log among the process's logs.</summary>
    public const string Name = "gateway-ledger";
    private readonly SemaphoreSlim opening = new(1);
    private IAppendLog? log;

    /// <summary>Raised after an append; must not block.</summary>
    public event Action? Appended;

    /// <summary>The number of the last durable row; 0 where there is none or the log is not open yet.</summary>
    public long LastSequence => log?.LastSequence ?? 0;

    /// <summary>The log, opened at the first use.</summary>
    public async ValueTask<IAppendLog> OpenAsync(CancellationToken cancellationToken)
    {
        if (log is { } open)
        {
            return open;
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            return log ??= (await logs.OpenAsync(Name, syncEvery, cancellationToken)).Try(out var opened, out var problem) ? opened
                : throw new IOException($"The ledger cannot be opened: {problem.Message}");
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Writes a row and waits until it is acknowledged.</summary>
    /// <exception cref="IOException">The disk refused; nothing was acknowledged.</exception>
    public async ValueTask AppendAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var target = log ?? await OpenAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(LedgerRowLayout.BytesMax(row));
        ValueTask<long> append;
        try
        {
            append = target.AppendAsync(buffer.AsMemory(0, LedgerRowLayout.Write(row, buffer)), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer); // the log has its copy when the call returns
        }

        await append;
        Appended?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        opening.Dispose();
        if (log is { } open)
        {
            await open.DisposeAsync();
        }
    }
}
