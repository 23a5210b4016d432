using System.Text;
using System.Xml.Linq;
using Strata.Cli.Local;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Verbs;

public sealed class TourVerbTests : IDisposable
{
    private readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_fresh_server_shows_every_layer_with_the_models_in_the_box_and_without_a_network()
    {
        await using var server = await StartAsync();
        var (code, text, errors) = await CliRun.RunAsync(null, home.Path, "tour", "--yes", "--url", server.Url, "--key", server.Key, "--record", Path.Combine(home.Path, "tour.svg"));
        Assert.True(code == 0, errors + text);
        Assert.Equal("", errors);
        Assert.Contains("Every stop was made", text, StringComparison.Ordinal);
        Assert.Contains("calls get_weather with", text, StringComparison.Ordinal);
        Assert.Contains("x-strata-cache: exact", text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Key, text, StringComparison.Ordinal);
        Assert.Contains("Tool calls", XDocument.Load(Path.Combine(home.Path, "tour.svg")).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_the_tour_says_how_to_start_one()
    {
        var (code, _, errors) = await CliRun.RunAsync(null, home.Path, "tour", "--yes", "--url", "http://127.0.0.1:9");
        Assert.Equal(4, code);
        Assert.Contains("./strata up", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", "{\"model\":\"strata-tiny\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}", "Hello!")]
    [InlineData("/v1/messages", "{\"model\":\"strata-tiny\",\"temperature\":0,\"max_tokens\":30,\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}", "Hello!")]
    [InlineData("/v1/embeddings", "{\"model\":\"strata-tiny-embed\",\"input\":[\"a\",\"b\"]}", "\"index\":1")]
    [InlineData("/api/embed", "{\"model\":\"strata-tiny-embed\",\"input\":\"a\"}", "embeddings")]
    [InlineData("/v1/embeddings", "{\"model\":\"strata-tiny-embed\",\"input\":\"a\",\"dimensions\":7}", "Vectors of 'strata-tiny-embed' have")]
    [InlineData("/v1/chat/completions", "{\"model\":\"strata-tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"response_format\":{\"type\":\"json_object\"}}", "response_format")]
    public async Task The_models_in_the_box_answer_in_each_dialect(string path, string body, string expected)
    {
        await using var server = await StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(server.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", server.Key);
        using var response = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Contains(expected, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_without_a_name_shows_what_there_is_and_what_it_needs_here()
    {
        var (code, text, _) = await CliRun.RunAsync(null, home.Path, "pull");
        Assert.Equal(0, code);
        Assert.Matches(@"1 +smollm2 +98\.4 MB +\d+\.\d MB +~\d+ +apache-2\.0", text);
        var (_, json, _) = await CliRun.RunAsync(null, home.Path, "pull", "--json");
        Assert.Contains("\"tokens_per_second\"", json, StringComparison.Ordinal);
    }

    private async Task<ILocalRun> StartAsync()
    {
        var local = new LocalServer(TimeProvider.System, new Dictionary<string, string> { ["HOME"] = home.Path });
        var started = await local.StartAsync(new LocalRequest { Data = home.Path, Flags = [("server.listen", "127.0.0.1:0", "--listen")] }, TestContext.Current.CancellationToken);
        return started.IsOk ? started.Value : throw new InvalidOperationException(started.Problem.Message);
    }
}
