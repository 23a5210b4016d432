using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Gateway;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Faults;

/// <summary>
/// Every fault, plain and streamed, before callers of three dialects, with the provider in the caller's dialect and in another one:
/// each call ends as specified, and docs/design/fault-table.md says how. STRATA_ACCEPT=1 writes the page anew.
/// </summary>
public sealed class FaultTableTests
{
    private const string Page = "docs/design/fault-table.md";

    [Fact]
    public async Task Each_fault_ends_as_specified_and_as_the_table_says()
    {
        var cells = FaultCell.All();
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(FaultRoutes.Over(upstream, cells), TestHost.Token);
        var (told, wrong) = (new ConcurrentDictionary<string, (FaultCell Cell, bool Stream, string Told)>(), new ConcurrentQueue<string>());
        var asks = cells.SelectMany(c => (bool[])[false, true], (c, stream) => (Cell: c, Stream: stream)).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 12, CancellationToken = TestHost.Token };
        await Parallel.ForEachAsync(asks, parallel, async (ask, token) =>
        {
            var (id, end) = await AskAsync(host, ask.Cell, ask.Stream, wrong, token);
            told[id] = (ask.Cell, ask.Stream, end);
            if (ask.Cell.Fault.CanFailOver(ask.Stream))
            {
                await AskAgainAsync(host, ask.Cell, ask.Stream, wrong, token);
            }
        });

        var ends = new List<FaultEnd>();
        foreach (var row in await host.RowsAsync(asks.Count, TestHost.Token))
        {
            if (told.TryGetValue(row.Id, out var call))
            {
                Check(call.Cell, call.Stream, row, wrong);
                ends.Add(new FaultEnd(call.Cell, call.Stream, call.Told, Words(row)));
            }
        }

        Assert.Equal(asks.Count, ends.Count);
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
        Accept(FaultPage.Of(ends));
    }

    /// <summary>The failing provider alone.</summary>
    private static async Task<(string Id, string Told)> AskAsync(GatewayHost host, FaultCell cell, bool stream, ConcurrentQueue<string> wrong, CancellationToken cancellationToken)
    {
        using var message = cell.Caller.Ask($"one-{cell.Number}", "Say a few words", stream);
        using var response = await host.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = await ReadAnswer.OfAsync(response, null, cancellationToken);
        var (status, code) = ((int)response.StatusCode, cell.Caller.ErrorIn(answer.Text));
        var expected = stream ? cell.Fault.Streamed : cell.Fault.Plain;
        Expect(status == expected, $"status {status} instead of {expected}");
        Expect(code.Length > 0, $"no error in {answer.Text}");
        Expect(!answer.Text.Contains(cell.Caller.End, StringComparison.Ordinal) || (!stream && status != 200), "the end of a whole answer");
        Expect(answer.IsBroken == (status == 200), answer.IsBroken ? "a broken connection" : "a connection that ended well");
        Expect(!answer.Text.Contains("org-secret", StringComparison.Ordinal) && !answer.Text.Contains("127.0.0.1", StringComparison.Ordinal), "a secret");
        var wait = response.Headers.TryGetValues("Retry-After", out var after) ? $", after {after.First()} s" : "";
        Expect(status != 429 || wait.Length > 0, "no Retry-After");
        return (response.Headers.GetValues("x-request-id").Single(), status == 200 ? $"event `{code}`, broken" : $"{status} `{code}`{wait}");

        void Expect(bool holds, string what)
        {
            if (!holds)
            {
                wrong.Enqueue($"{cell}, {(stream ? "stream" : "plain")}: {what}");
            }
        }
    }

    /// <summary>With a healthy provider behind it: nobody sees the fault.</summary>
    private static async Task AskAgainAsync(GatewayHost host, FaultCell cell, bool stream, ConcurrentQueue<string> wrong, CancellationToken cancellationToken)
    {
        using var message = cell.Caller.Ask($"two-{cell.Number}", "Say a few words", stream);
        using var response = await host.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = await ReadAnswer.OfAsync(response, null, cancellationToken);
        var isWhole = response.StatusCode == HttpStatusCode.OK && !answer.IsBroken && cell.Caller.ErrorIn(answer.Text).Length == 0 && (!stream || answer.Text.Contains(cell.Caller.End, StringComparison.Ordinal));
        if (!isWhole)
        {
            wrong.Enqueue($"{cell}, {(stream ? "stream" : "plain")}, with a second target: {(int)response.StatusCode} {answer.Text}");
        }
    }

    private static void Check(FaultCell cell, bool stream, LedgerRow row, ConcurrentQueue<string> wrong)
    {
        var reason = row.Attempts.Count > 0 ? row.Attempts[0].Reason : "";
        if (row.Status != LedgerStatus.UpstreamError || row.Attempts.Count != 1 || !reason.StartsWith(cell.Fault.ReasonOf(stream), StringComparison.Ordinal))
        {
            wrong.Enqueue($"{cell}, {(stream ? "stream" : "plain")}: the row says {row.Status}, {row.Attempts.Count} attempts, '{reason}'");
        }
    }

    private static string Words(LedgerRow row) =>
        $"{row.Attempts[0].Reason.Split(' ') switch { ["status" or "error", ..] said => string.Join(' ', said.Take(said[0] == "status" ? 2 : 1)),
            var said => string.Join(' ', said) }}, {(row.Usage.Total == 0 ? "nothing"
            : row.UsageSource == UsageSource.Reported ? "as told" : row.Usage.Output > 0 ? "what came" : "the prompt")}";

    private static void Accept(string now)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Strata.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        var file = Path.Combine(folder, Page);
        if (Environment.GetEnvironmentVariable("STRATA_ACCEPT") == "1")
        {
            File.WriteAllText(file, now, new UTF8Encoding(false));
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == now, $"{Page} is stale. Look at the difference, then accept it: STRATA_ACCEPT=1 ./strata test Gateway");
    }
}
