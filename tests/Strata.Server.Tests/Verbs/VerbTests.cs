using System.Text.Json;
using Strata.Cli;
using Strata.Cli.Output;
using Strata.Cli.Verbs;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Verbs;

public sealed class VerbTests(SharedServer shared) : IClassFixture<SharedServer>, IDisposable
{
    private readonly TestServer server = shared.Server;
    private readonly TempFolder home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Chat_streams_the_answer_and_says_its_figures()
    {
        var (code, said, remarks) = await RunAsync("chat", "-m", "echo", "hello", "there");
        Assert.Equal((0, "You said: hello there\n"), (code, said));
        Assert.Matches(@"^\d+ tokens in, \d+ out.*unpriced\n$", remarks);
    }

    [Fact]
    public async Task Chat_that_breaks_off_fails_and_says_so()
    {
        var (code, said, errors) = await RunAsync("chat", "-m", "boom", "hello");
        Assert.Equal(1, code);
        Assert.StartsWith("You", said, StringComparison.Ordinal);
        Assert.StartsWith("strata: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_created_listed_and_revoked()
    {
        var (code, secret, _) = await RunAsync("keys", "create", "tester", "--role", "viewer", "--expires", "1d");
        Assert.Equal(0, code);
        Assert.StartsWith("sk-strata-", secret, StringComparison.Ordinal);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/v1/models", key: secret.Trim())).Status);
        using var list = JsonDocument.Parse((await RunAsync("keys", "list", "--json")).Out);
        var id = list.RootElement.GetProperty("data").EnumerateArray().First(k => k.GetProperty("name").GetString() == "tester").GetProperty("id").GetString()!;
        Assert.Equal($"{id} (tester) is revoked.\n", (await RunAsync("keys", "revoke", id)).Out);
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Get, "/v1/models", key: secret.Trim())).Status);
    }

    [Fact]
    public async Task Requests_usage_and_traces_show_what_happened()
    {
        await RunAsync("chat", "-m", "echo", "count me");
        Assert.Contains("echo", (await RunAsync("requests")).Out, StringComparison.Ordinal);
        var usage = (await RunAsync("usage")).Out;
        Assert.Contains("unpriced", usage, StringComparison.Ordinal);
        Assert.Contains("Sum of what is priced: $0.00", usage, StringComparison.Ordinal);
        var (code, text, _) = await RunAsync("trace", "last");
        for (var more = 50; more > 0 && !text.Contains('█', StringComparison.Ordinal); more--)
        {
            (code, text, _) = await RunAsync("trace", "last"); // spans are written a moment after the answer
        }

        Assert.Equal(0, code);
        Assert.Contains("█", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_and_a_missing_server_have_their_own_exit_codes()
    {
        var refused = await RunAsync("usage", "--key", "sk-wrong");
        Assert.Equal(5, refused.Code);
        var nobody = await RunAsync("usage", "--url", "http://127.0.0.1:9");
        Assert.Equal(4, nobody.Code);
        Assert.Contains("./strata up", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_is_a_usage_error()
    {
        var (code, _, errors) = await RunAsync("fly");
        Assert.Equal(2, code);
        Assert.Contains("'fly'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'strata keys create --help'", "keys", "create")]
    [InlineData("a number is expected", "keys", "create", "x", "--requests-per-minute", "many")]
    [InlineData("'--modle' is no option of chat", "chat", "-m", "echo", "hello", "--modle", "x")]
    public async Task Wrong_arguments_are_explained(string said, params string[] args)
    {
        var (code, _, errors) = await RunAsync(args);
        Assert.Equal(2, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("models")]
    public async Task A_noun_alone_lists(string verb)
    {
        var (code, list, _) = await RunAsync(verb, "--json");
        Assert.Equal(0, code);
        Assert.Equal(JsonDocument.Parse((await RunAsync(verb, "list", "--json")).Out).RootElement.ToString(), JsonDocument.Parse(list).RootElement.ToString());
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_an_error_and_not_a_crash()
    {
        var errors = new StringWriter();
        var variables = new Dictionary<string, string> { ["HOME"] = home.Path };
        var full = new StreamWriter(new FullDisk());
        var cli = new CliContext(
            new Terminal(full, errors, TextReader.Null, interactive: false), new LocalServer(TimeProvider.System, variables), TimeProvider.System, variables.GetValueOrDefault);
        Assert.Equal(1, await StrataCommand.RunAsync(["config", "print"], cli, CancellationToken.None));
        Assert.Contains("No space left", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_so() => Assert.Contains("No such request", (await RunAsync("requests", "--model", "nobody")).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Config_check_says_all_and_print_hides_secrets()
    {
        var good = home.Write("good.yaml", "storage:\n  postgres: ${DATABASE:-Host=db;Password=hunter2}\n");
        var print = await RunAsync("config", "print", "--config", good);
        Assert.Equal(0, print.Code);
        Assert.DoesNotContain("hunter2", print.Out, StringComparison.Ordinal);
        Assert.Matches(@"storage\.postgres +\(hidden\) +good\.yaml:2", print.Out);
        var bad = home.Write("bad.yaml", "server:\n  drain: never\nstorage:\n  postgress: x\n");
        var check = await RunAsync("config", "check", "--config", bad);
        Assert.Equal(2, check.Code);
        Assert.Contains("server.drain (bad.yaml:2)", check.Out, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'postgres'?", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_what_to_do()
    {
        var (code, text, _) = await RunAsync("doctor", "--data", Path.Combine(home.Path, "data"), "--listen", "http://127.0.0.1:9");
        Assert.Equal(0, code);
        Assert.Contains("./strata pull", text, StringComparison.Ordinal);
        Assert.Contains("./strata up", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_knows_every_verb(string shell)
    {
        var text = (await RunAsync("completion", shell)).Out;
        Assert.All(new[] { "up", "chat", "keys", "revoke", "trace", "doctor" }, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    private Task<(int Code, string Out, string Errors)> RunAsync(params string[] args) => CliRun.RunAsync(server, home.Path, args);
}
