namespace Strata.Storage.Logs;

/// <summary>The one that writes a log's segments, in one of two manners: durable before an append returns, or shortly after.</summary>
internal interface ILogWriter
{
    /// <summary>Appends a record.</summary>
    ValueTask<long> AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken);

    /// <summary>Completes when everything that was appended before is durable.</summary>
    Task SyncAsync();

    /// <summary>Lets nothing more in and completes when everything is answered and the segment is closed.</summary>
    ValueTask CloseAsync();
}
