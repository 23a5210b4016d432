using System.Collections.Concurrent;
using Strata.Dialects.Wire;
using Strata.Routing.Providers;
using Strata.Routing.Signing;

namespace Strata.Stored.Batches;

/// <summary>
/// Reads the results of a batch that is over and does not tell its usage, behind the caller who asked how it stands. Where that fails, the next who
/// asks begins it anew.
/// </summary>
/// <param name="meter">Writes the row.</param>
/// <param name="signers">Signs the call.</param>
/// <param name="channels">The connections of a provider.</param>
/// <param name="time">The clock.</param>
public sealed class BatchReader(BatchMeter meter, SignerBook signers, Func<Provider, HttpMessageInvoker> channels, TimeProvider time)
{
    private const int PieceBytes = 64 << 10;
    private const int StateBytesMax = 4 << 20;
    private static readonly TimeSpan ReadMax = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Project, string Id), bool> reading = new();

    /// <summary>Raised with a batch whose results could not be read, and why.</summary>
    public event Action<Batch, Exception>? Failed;

    /// <summary>Begins to read a batch, unless that is under way.</summary>
    /// <param name="batch">Which.</param>
    /// <param name="provider">Who keeps it.</param>
    /// <param name="wire">Reads one answer.</param>
    /// <param name="status">How it ended, in the provider's word.</param>
    public void Begin(Batch batch, Provider provider, IWire wire, string status)
    {
        if (reading.TryAdd((batch.Project, batch.Id), true))
        {
            _ = ReadAsync(batch, provider, wire, status);
        }
    }

    private async Task ReadAsync(Batch batch, Provider provider, IWire wire, string status)
    {
        try
        {
            using var limit = new CancellationTokenSource(ReadMax, time);
            var results = new BatchResults(batch.Form, wire);
            await FetchAsync(batch, provider, results, limit.Token);
            await meter.SettleAsync(batch, provider, results.Uses, status, results.IsWhole, limit.Token);
        }
        catch (Exception exception)
        {
            Failed?.Invoke(batch, exception); // the root of this task
        }
        finally
        {
            reading.TryRemove((batch.Project, batch.Id), out _);
        }
    }

    /// <summary>Asks a provider how a batch stands; null where what it says is no batch.</summary>
    /// <exception cref="HttpRequestException">The provider could not be reached, or refused.</exception>
    /// <exception cref="InvalidOperationException">It has no address for batches, or its credential cannot sign.</exception>
    public async ValueTask<BatchState?> AskAsync(Batch batch, Provider provider, CancellationToken cancellationToken)
    {
        using var answer = await GetAsync(batch, provider, Operation.Batches, $"/{Uri.EscapeDataString(batch.Id)}", cancellationToken);
        await answer.Content.LoadIntoBufferAsync(StateBytesMax, cancellationToken);
        return BatchState.Read(batch.Form, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task FetchAsync(Batch batch, Provider provider, BatchResults results, CancellationToken cancellationToken)
    {
        var (operation, rest) = batch.OutputFile is { } file
            ? (Operation.Files, $"/{Uri.EscapeDataString(file)}/content")
            : (Operation.Batches, $"/{Uri.EscapeDataString(batch.Id)}/results");
        using var answer = await GetAsync(batch, provider, operation, rest, cancellationToken);
        var piece = new byte[PieceBytes];
        await using var from = await answer.Content.ReadAsStreamAsync(cancellationToken);
        for (int read; (read = await from.ReadAsync(piece, cancellationToken)) > 0;)
        {
            results.Take(piece.AsSpan(0, read));
        }

        results.End();
    }

    private async ValueTask<HttpResponseMessage> GetAsync(Batch batch, Provider provider, Operation operation, string rest, CancellationToken cancellationToken)
    {
        var url = ProviderUrls.Of(provider, operation, "", rest) ?? throw new InvalidOperationException($"The provider '{provider.Name}' has no address for results.");
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        if (batch.Form == BatchForm.Anthropic)
        {
            message.Headers.Add("anthropic-version", SignerBook.AnthropicVersion);
        }

        var signed = await signers.SignAsync(provider, provider.Credentials[0], new SigningCall("GET", url) { Operation = operation }, new Headers(message), cancellationToken);
        if (!signed.Try(out _, out var problem))
        {
            throw new InvalidOperationException(problem.Message);
        }

        var answer = await channels(provider).SendAsync(message, cancellationToken);
        try
        {
            return answer.EnsureSuccessStatusCode();
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private sealed class Headers(HttpRequestMessage message) : IHeaderSink
    {
        public void Set(string name, string value)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }

        public bool Has(string name) => message.Headers.NonValidated.Contains(name);
    }
}
