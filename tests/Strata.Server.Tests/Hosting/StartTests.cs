using System.Net;
using System.Net.Sockets;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_broken_configuration_names_all_its_mistakes_and_starts_nothing()
    {
        folder.Write("strata.yaml", "server:\n  listne: x\n  drain: soon\n  log:\n    level: loud\ntest:\n  number: 12\n  word: ${GONE}\nnonsense: 1\n");
        var (server, refused) = await TestServer.BootAsync(folder.Path);
        Assert.Null(server);
        Assert.Equal(2, refused!.ExitCode);
        string[] mistakes =
        [
            "server.listne (strata.yaml:2)", "server.drain (strata.yaml:3)", "server.log.level (strata.yaml:5)",
            "test.number (strata.yaml:7)", "test.word (strata.yaml:8)", "nonsense (strata.yaml:9)",
        ];
        foreach (var key in mistakes)
        {
            Assert.Contains(refused.Lines, l => l.Contains(key, StringComparison.Ordinal));
        }

        Assert.Contains(refused.Lines, l => l.Contains("Did you mean 'listen'?", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(folder.Path, "strata.lock")));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_a_way_out()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var (server, refused) = await TestServer.BootAsync(folder.Path, listen: $"http://127.0.0.1:{port}");
        Assert.Null(server);
        Assert.Equal(3, refused!.ExitCode);
        Assert.Contains($"Port {port} is taken", Assert.Single(refused.Lines), StringComparison.Ordinal);
        Assert.Contains("--listen", refused.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder_is_refused_by_name()
    {
        var (first, _) = await TestServer.BootAsync(folder.Path);
        await using (first)
        {
            var (second, refused) = await TestServer.BootAsync(folder.Path);
            Assert.Null(second);
            Assert.Equal(3, refused!.ExitCode);
            Assert.Contains($"process {Environment.ProcessId}", Assert.Single(refused.Lines), StringComparison.Ordinal);
        }

        var (again, _) = await TestServer.BootAsync(folder.Path);
        Assert.NotNull(again);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task An_unforeseen_failure_is_one_line_and_a_file_and_lets_go_of_the_folder()
    {
        var inTheWay = Path.Combine(folder.Path, "session.secret");
        Directory.CreateDirectory(inTheWay);
        var (server, refused) = await TestServer.BootAsync(folder.Path);
        Assert.Null(server);
        Assert.Equal(1, refused!.ExitCode);
        var line = Assert.Single(refused.Lines);
        Assert.DoesNotContain("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        var log = Path.Combine(folder.Path, "start-failure.log");
        Assert.Contains(log, line, StringComparison.Ordinal);
        Assert.Contains("   at ", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        Directory.Delete(inTheWay);
        var (again, _) = await TestServer.BootAsync(folder.Path);
        Assert.NotNull(again);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task A_start_writes_nothing_outside_its_data_folder_and_warns_of_nothing()
    {
        var home = Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName;
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        using var process = await Crash.ServerProcess.StartAsync(data, first: true, home);
        Assert.DoesNotContain(" warn ", await process.KillAsync(), StringComparison.Ordinal);
        Assert.Equal([".strata/cli.json"], Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(home, f)));
    }

    [Theory]
    [InlineData("http://0.0.0.0:7070", "without encryption")]
    [InlineData("https://127.0.0.1:7070", "no certificate")]
    public async Task What_would_show_keys_to_others_is_refused(string listen, string why)
    {
        var (server, refused) = await TestServer.BootAsync(folder.Path, listen: listen);
        Assert.Null(server);
        Assert.Equal(2, refused!.ExitCode);
        Assert.Contains(why, refused.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_target_is_answered_with_the_known_ones()
    {
        folder.Write("strata.yaml", "server:\n  targets: gatewai\n");
        var (_, refused) = await TestServer.BootAsync(folder.Path);
        Assert.Contains("Known: all, gateway", refused!.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secrets/key-pepper", "key-pepper has 4 bytes")]
    [InlineData("store/logs/gateway-ledger/00000000000000000001.log", "00000000000000000001.log cannot be read")]
    public async Task A_damaged_file_of_the_data_folder_ends_the_start_with_its_name(string file, string said)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
        folder.Write(file, "junk");
        var (server, refused) = await TestServer.BootAsync(folder.Path);
        Assert.Null(server);
        Assert.Equal(1, refused!.ExitCode);
        Assert.Contains(said, Assert.Single(refused.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named()
    {
        var file = folder.Write("file", "");
        var (_, refused) = await TestServer.BootAsync(Path.Combine(file, "data"));
        Assert.Contains(file, Assert.Single(refused!.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_cuts_what_outlasts_the_drain_and_ends_well()
    {
        var server = await TestServer.StartAsync("server:\n  drain: 100ms\n");
        using var stream = await server.OpenAsync(
            HttpMethod.Post, "/v1/chat/completions", """{"model":"slow","stream":true,"messages":[{"role":"user","content":"hi"}]}"""u8.ToArray());
        await server.DisposeAsync();
        Assert.True(server.Models.SlowWasCancelled.Task.IsCompleted);
        await Assert.ThrowsAnyAsync<Exception>(() => stream.Content.ReadAsStringAsync());
    }
}
