using System.Text.Json;
using Strata.Cli.Api;
using Strata.Models.Gguf;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Verbs;

public sealed class ModelVerbTests : IDisposable
{
    private readonly TempFolder home = new();

    /// <summary>The server started last is one that is gone.</summary>
    public ModelVerbTests() => SavedLogins.Remember(home.Path, "http://127.0.0.1:9", home.Path, "sk-none");

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_file_is_pulled_listed_shown_and_removed_without_a_server()
    {
        var file = Path.Combine(home.Path, "Tiny-Model.gguf");
        GgufWriter.Write(file, [], []);
        var pulled = await RunAsync("pull", file);
        Assert.True(pulled.Code == 0, pulled.Errors);
        Assert.StartsWith("tiny-model is here", pulled.Out, StringComparison.Ordinal);

        var (code, list, remark) = await RunAsync("models", "list");
        Assert.Equal(0, code);
        Assert.Contains("tiny-model", list, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(home.Path, ".strata", "models"), remark, StringComparison.Ordinal);

        using var shown = JsonDocument.Parse((await RunAsync("models", "show", "tiny-model")).Out);
        Assert.True(File.Exists(shown.RootElement.GetProperty("path").GetString()));
        Assert.Equal(0, (await RunAsync("models", "remove", "tiny-model")).Code);
        Assert.Equal(1, (await RunAsync("models", "show", "tiny-model")).Code);
        using var left = JsonDocument.Parse((await RunAsync("models", "list", "--json")).Out);
        Assert.Equal(0, left.RootElement.GetProperty("data").GetArrayLength());
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_named_data_folder_is_listed_and_not_made_and_a_named_server_is_asked()
    {
        var other = Path.Combine(home.Path, "other");
        var (code, text, remark) = await RunAsync("models", "list", "--data", other);
        Assert.Equal(0, code);
        Assert.Contains("./strata pull", text, StringComparison.Ordinal);
        Assert.Contains(other, remark, StringComparison.Ordinal);
        Assert.False(Directory.Exists(other));
        Assert.Equal(4, (await RunAsync("models", "list", "--url", "http://127.0.0.1:9")).Code);
    }

    [Fact]
    public async Task The_doctor_looks_at_sqlite_the_sdk_and_upstreams_and_prints_no_secret()
    {
        var file = home.Write("strata.yaml", "gateway:\n  upstreams:\n    - name: gone\n      url: http://me:hunter2@127.0.0.1:9/v1\n      key: sk-hunter3\n      models: [a]\n");
        var text = (await RunAsync("doctor", "--config", file, "--listen", "http://127.0.0.1:9")).Out;
        Assert.Matches(@"SQLite +3\.", text);
        Assert.Contains("SDK", text, StringComparison.Ordinal);
        Assert.Matches("warn +upstream gone +http://127.0.0.1:9: ", text);
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Errors)> RunAsync(params string[] args) => CliRun.RunAsync(null, home.Path, args);
}
