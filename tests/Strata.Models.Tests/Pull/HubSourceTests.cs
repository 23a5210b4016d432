using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Models.Tests.Pull;

public sealed class HubSourceTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly byte[] model = Workplace.Model();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_quantisation_is_fetched_checked_and_stored()
    {
        await using var hub = await HubAsync((server, context) => server.BytesAsync(context, model));
        var stored = (await place.PullAsync("owner/Tiny-GGUF:q4_1")).Value;
        Assert.Equal("tiny-q4_1", stored.Name);
        Assert.Equal(model, await File.ReadAllBytesAsync(stored.Path));
        Assert.Equal(("apache-2.0", Workplace.Sha256(model)), (stored.Manifest!.Licence, stored.Manifest.Files[0].Sha256));
        Assert.Equal(model.Length, place.Progress[^1].DoneBytes);
        Assert.Equal(["tiny-q4_1"], place.Store.List().Select(entry => entry.Name));
        Assert.Equal(stored.Path, place.Store.Find("tiny-q4_1").Value.Path);
    }

    [Fact]
    public async Task A_cut_connection_is_resumed_where_it_broke()
    {
        var cuts = 0;
        await using var hub = await HubAsync((server, context) => server.BytesAsync(context, model, cutAfter: cuts++ < 2 ? 100_000 : null));
        var stored = (await place.PullAsync("owner/Tiny-GGUF:Q4_1")).Value;
        Assert.Equal(model, await File.ReadAllBytesAsync(stored.Path));
        Assert.Contains(hub.Requests, request => request.Range.StartsWith("bytes=", StringComparison.Ordinal) && !request.Range.StartsWith("bytes=0-", StringComparison.Ordinal));

        // What was under way when a connection broke never arrived: that alone is sent again, and each request begins where the file ended.
        var starts = hub.Requests.Where(r => r.Range.Length > 0).Select(r => long.Parse(r.Range["bytes=".Length..].Split('-')[0], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(starts.Order(), starts);
        Assert.True(hub.BytesSent <= model.Length + (2 * 100_000), "no byte that arrived is fetched twice");
    }

    [Fact]
    public async Task A_pull_that_died_midway_is_never_listed_and_goes_on_later()
    {
        using var death = new CancellationTokenSource();
        var isFirst = true;
        await using var hub = await HubAsync(async (server, context) =>
        {
            if (isFirst)
            {
                isFirst = false;
                context.Response.ContentLength = model.Length;
                await context.Response.Body.WriteAsync(model.AsMemory(0, 150_000), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }

            await server.BytesAsync(context, model);
        });
        var stopped = await place.PullAsync("owner/Tiny-GGUF:Q4_1", progress => _ = progress.DoneBytes >= 150_000 ? Do(death.Cancel) : 0, death.Token);
        Assert.Equal(ProblemCode.Cancelled, stopped.Problem.Code);
        Assert.Empty(place.Store.List());

        var stored = (await place.PullAsync("owner/Tiny-GGUF:Q4_1")).Value;
        Assert.Equal(model, await File.ReadAllBytesAsync(stored.Path));
        Assert.Contains(hub.Requests, request => request.Range == $"bytes=150000-{model.Length - 1}");

        static int Do(Action action)
        {
            action();
            return 0;
        }
    }

    [Fact]
    public async Task Bytes_that_do_not_match_their_checksum_are_thrown_away()
    {
        var isFirst = true;
        await using var hub = await HubAsync((server, context) =>
        {
            var bytes = isFirst ? Workplace.Model(seed: 2) : model;
            isFirst = false;
            return server.BytesAsync(context, bytes);
        });
        var spoiled = await place.PullAsync("owner/Tiny-GGUF:Q4_1");
        Assert.Equal(ProblemCode.CorruptData, spoiled.Problem.Code);
        Assert.Contains("sha256", spoiled.Problem.Message, StringComparison.Ordinal);
        Assert.Empty(place.Store.List());
        Assert.True((await place.PullAsync("owner/Tiny-GGUF:Q4_1")).IsOk);
    }

    [Fact]
    public async Task A_token_goes_to_the_hub_and_not_where_it_redirects()
    {
        await using var storage = await LocalServer.StartAsync((server, context) => server.BytesAsync(context, model));
        await using var hub = await HubAsync((_, context) =>
        {
            context.Response.Redirect(new Uri(storage.Address, "/blob").ToString());
            return Task.CompletedTask;
        });
        place.Environment["HF_TOKEN"] = "hf_secret";
        Assert.True((await place.PullAsync("owner/Tiny-GGUF:Q4_1")).IsOk);
        Assert.All(hub.Requests, request => Assert.Equal("Bearer hf_secret", request.Authorization));
        Assert.All(storage.Requests, request => Assert.Equal("", request.Authorization));
        Assert.NotEmpty(storage.Requests);
    }

    [Fact]
    public async Task A_refused_token_is_said_so()
    {
        await using var hub = await HubAsync((_, context) =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        var refused = (await place.PullAsync("owner/Tiny-GGUF:Q4_1")).Problem;
        Assert.Equal(ProblemCode.UpstreamRejectedCredentials, refused.Code);
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_hub_is_asked_again_and_a_dead_one_given_up()
    {
        var answers = 0;
        await using var hub = await HubAsync((server, context) =>
        {
            context.Response.StatusCode = 503;
            return answers++ < 2 ? Task.CompletedTask : server.BytesAsync(Ok(context), model);
        });
        Assert.True((await place.PullAsync("owner/Tiny-GGUF:Q4_1")).IsOk);
        answers = int.MinValue;
        Assert.Equal(ProblemCode.UpstreamFailed, (await place.PullAsync("owner/Tiny-GGUF:Q8_0")).Problem.Code);

        static HttpContext Ok(HttpContext context)
        {
            context.Response.StatusCode = 200;
            return context;
        }
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again()
    {
        var cuts = 0;
        await using var hub = await HubAsync((server, context) => server.BytesAsync(context, model, ranges: false, cutAfter: cuts++ == 0 ? 50_000 : null));
        Assert.Equal(model, await File.ReadAllBytesAsync((await place.PullAsync("owner/Tiny-GGUF:Q4_1")).Value.Path));
    }

    [Fact]
    public async Task What_is_not_there_is_answered_with_what_is()
    {
        await using var hub = await HubAsync((server, context) => server.BytesAsync(context, model));
        var missing = (await place.PullAsync("owner/Tiny-GGUF:Q2_K")).Problem;
        Assert.Equal(ProblemCode.NotFound, missing.Code);
        Assert.Contains("Tiny.Q8_0.gguf", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_split_model_come_together()
    {
        await using var hub = await HubAsync((server, context) => server.BytesAsync(context, model));
        var stored = (await place.PullAsync("owner/Tiny-GGUF:F16")).Value;
        Assert.Equal("tiny-f16", stored.Name);
        Assert.Equal(["Tiny-F16-00001-of-00002.gguf", "Tiny-F16-00002-of-00002.gguf"], stored.Manifest!.Files.Select(file => file.Name));
        Assert.EndsWith("00001-of-00002.gguf", stored.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[null,{"type":"file","path":"x.bin","size":1}]""", ProblemCode.NotFound)]
    [InlineData("""[{"type":"file","path":null,"size":1}]""", ProblemCode.UpstreamFailed)]
    [InlineData("""[{"type":"file","path":"x.gguf","size":1,"lfs":{"oid":null,"size":1}}]""", ProblemCode.UpstreamFailed)]
    public async Task A_listing_with_holes_is_a_problem_and_no_crash(string listing, ProblemCode expected)
    {
        await using var hub = await LocalServer.StartAsync((_, context) => LocalServer.JsonAsync(context, listing));
        place.Environment["HF_ENDPOINT"] = hub.Address.ToString();
        Assert.Equal(expected, (await place.PullAsync("owner/Tiny-GGUF")).Problem.Code);
    }

    private async Task<LocalServer> HubAsync(Func<LocalServer, HttpContext, Task> file)
    {
        string Entry(string path) => $$$"""{"type":"file","path":"{{{path}}}","size":{{{model.Length}}},"lfs":{"oid":"{{{Workplace.Sha256(model)}}}","size":{{{model.Length}}}}}""";
        string[] files = ["Tiny.Q4_1.gguf", "Tiny.Q8_0.gguf", "Tiny-F16-00001-of-00002.gguf", "Tiny-F16-00002-of-00002.gguf"];
        var listing = $$"""[{"type":"directory","path":"x"},{"type":"file","path":"README.md","size":3},{{string.Join(",", files.Select(Entry))}}]""";
        var hub = await LocalServer.StartAsync((server, context) => context.Request.Path.Value switch
        {
            "/api/models/owner/Tiny-GGUF/tree/main" => LocalServer.JsonAsync(context, listing),
            "/api/models/owner/Tiny-GGUF" => LocalServer.JsonAsync(context, """{"cardData":{"license":"apache-2.0"}}"""),
            _ => file(server, context),
        });
        place.Environment["HF_ENDPOINT"] = hub.Address.ToString();
        return hub;
    }
}
