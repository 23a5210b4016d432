using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Strata.Tests.Shared.Receivers;

/// <summary>A receiver on the loopback that keeps what it is told and answers as the test says.</summary>
internal sealed class ReceiverHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ReceiverHost(WebApplication app) => this.app = app;

    public Channel<(IHeaderDictionary Headers, byte[] Body)> Messages { get; } = Channel.CreateUnbounded<(IHeaderDictionary, byte[])>();

    public Func<int> Status { get; set; } = () => 200;

    /// <summary>While it is not done, nobody gets an answer.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public static async Task<ReceiverHost> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var host = new ReceiverHost(builder.Build());
        host.app.Run(host.TakeAsync);
        await host.app.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await Answers;
        context.Response.StatusCode = Status();
        Messages.Writer.TryWrite((new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
    }
}
