using System.Net;
using System.Text;

namespace Strata.Routing.Tests.Support;

/// <summary>A token endpoint without a network: answers what it is told and keeps what it was asked.</summary>
internal sealed class TokenServer : HttpMessageHandler
{
    public List<(Uri Url, Dictionary<string, string> Form)> Asked { get; } = [];

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public Func<int, string> Body { get; set; } = n => $$"""{"access_token":"token-{{n}}","expires_in":3600,"token_type":"Bearer"}""";

    public TaskCompletionSource? Hold { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = await request.Content!.ReadAsStringAsync(cancellationToken);
        int number;
        lock (Asked)
        {
            Asked.Add((request.RequestUri!, form.Split('&').Select(p => p.Split('=')).ToDictionary(p => p[0], p => WebUtility.UrlDecode(p[1]))));
            number = Asked.Count;
        }

        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        return new HttpResponseMessage(Status) { Content = new StringContent(Body(number), Encoding.UTF8, "application/json") };
    }
}
