namespace Strata.Upstreams.Handlers;

/// <summary>The general client behind the seam: for proxies, and where the configuration asks for it.</summary>
internal sealed class HandlerChannel(HttpMessageInvoker invoker) : IUpstreamChannel
{
    public async ValueTask<UpstreamAnswer> SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Url) { Content = new SplicedContent(request) };
        HttpResponseMessage? response = null;
        try
        {
            foreach (var (name, value) in request.Headers)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            response = await invoker.SendAsync(message, cancellationToken);
            var answer = new HandlerAnswer(message, response, await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken);
            response = null;
            message = null;
            return answer;
        }
        finally
        {
            response?.Dispose();
            message?.Dispose();
        }
    }

    public void Dispose()
    {
        // the invoker is another's
    }
}
