using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Gateway.Tests.Support;

namespace Strata.Gateway.Tests.Door;

/// <summary>A provider that keeps one batch in OpenAI's form and one in Anthropic's; what it says of them is told by the test.</summary>
internal sealed class BatchProvider : IAsyncDisposable
{
    private readonly WebApplication app;

    private BatchProvider(WebApplication app) => this.app = app;

    public string Root => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What is said of the OpenAI batch beyond its id.</summary>
    public string State { get; set; } = "\"status\":\"in_progress\"";

    /// <summary>The word for the Anthropic batch.</summary>
    public string Processing { get; set; } = "in_progress";

    public string Results { get; set; } = "";

    public int ResultReads { get; private set; }

    /// <summary>What was asked, method and path.</summary>
    public List<string> Asked { get; } = [];

    public static async Task<BatchProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new BatchProvider(app);
        app.Run(provider.AnswerAsync);
        await app.StartAsync(TestHost.Token);
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        lock (Asked)
        {
            Asked.Add($"{http.Request.Method} {path} {http.Request.Headers["anthropic-version"]}".Trim());
        }

        if (path.EndsWith("/content", StringComparison.Ordinal) || path.EndsWith("/results", StringComparison.Ordinal))
        {
            ResultReads++;
            http.Response.ContentType = "application/octet-stream";
            return http.Response.WriteAsync(Results);
        }

        http.Response.ContentType = "application/json";
        var message = $$"""{"id":"msgbatch_1","type":"message_batch","processing_status":"{{Processing}}","results_url":"https://api.anthropic.com/v1/messages/batches/msgbatch_1/results"}""";
        var text = path switch
        {
            "/v1/files" => """{"id":"file-1","object":"file"}""",
            "/v1/batches" or "/v1/batches/batch-1" or "/v1/batches/batch-1/cancel" => $$"""{"id":"batch-1","object":"batch","endpoint":"/v1/chat/completions",{{State}}}""",
            "/v1/messages/batches" when HttpMethods.IsGet(http.Request.Method) => $$"""{"data":[{{message}},{"id":"msgbatch_other","results_url":null}],"has_more":false}""",
            _ when path.StartsWith("/v1/messages/batches", StringComparison.Ordinal) => message,
            _ => "{}",
        };
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
