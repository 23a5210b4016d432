namespace Strata.Upstreams;

/// <summary>The way to one provider's address: connections that are kept, and requests over them. Thread-safe.</summary>
public interface IUpstreamChannel : IDisposable
{
    /// <summary>
    /// Sends a request and reads the head of its answer. Failures are those of <see cref="HttpClient"/>: <see cref="HttpRequestException"/>
    /// with its <see cref="HttpRequestException.HttpRequestError"/>, <see cref="OperationCanceledException"/> for the token, the same with a
    /// <see cref="TimeoutException"/> inside where no connection came up in time.
    /// </summary>
    /// <param name="request">The request; its body must stay as it is until the answer is disposed of.</param>
    /// <param name="cancellationToken">Ends the exchange at any time until the answer's disposal, reads of its body included: the connection is closed at once.</param>
    ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken);
}
