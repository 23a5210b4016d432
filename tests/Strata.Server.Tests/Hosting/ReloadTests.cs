using Strata.Server.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Server.Tests.Hosting;

public sealed class ReloadTests
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_changed_file_is_in_force_after_it_stood_still_and_a_bad_one_changes_nothing()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync("test:\n  word: first\n", time);
        Assert.Equal("first", server.Module.Word);

        Write(server, "test:\n  word: second one\n");
        time.Advance(Look);
        Assert.Equal("first", server.Module.Word);
        time.Advance(Look);
        Assert.Equal("second one", server.Module.Word);

        Write(server, "test:\n  word: third\n  number: 77\n");
        time.Advance(Look);
        time.Advance(Look);
        Assert.Equal("second one", server.Module.Word);

        Write(server, "test:\n  word: fourth of them\n");
        time.Advance(Look);
        time.Advance(Look);
        Assert.Equal("fourth of them", server.Module.Word);
    }

    [Fact]
    public async Task A_module_that_fails_on_a_changed_file_does_not_end_the_server()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync("test:\n  word: first\n", time);
        foreach (var (word, expected) in new[] { ("trap", "first"), ("another", "another") })
        {
            Write(server, $"test:\n  word: {word}\n");
            time.Advance(Look);
            time.Advance(Look);
            Assert.Equal(expected, server.Module.Word);
        }
    }

    private static void Write(TestServer server, string yaml) => File.WriteAllText(Path.Combine(server.Data, "strata.yaml"), yaml);
}
