using System.Text;

namespace Strata.Gateway.Tests.Faults;

/// <summary>The table of faults as a page.</summary>
internal static class FaultPage
{
    private const string Head = """
        # How each fault of a provider ends

        Written by `FaultTableTests` from what it saw; `STRATA_ACCEPT=1 ./strata test Gateway` writes it anew. Every cell was tried with a
        provider of the caller's own dialect (bytes pass) and with one of another (translated); where both differ, both stand here.

        - *event …, broken*: the stream had begun. It ends with an error event in the caller's dialect, without the dialect's end, and the
          connection breaks without the body's end: no client takes it for whole.
        - *ledger*: why the attempt failed, and what is billed for it: `nothing`, `the prompt` and `what came` (estimated at four bytes a
          token), `as told` by the provider.
        - *second target*: whether another target of the route answers, so that nobody sees the fault. A stream that began may be gone on
          with where the route says `continuation`.

        | fault | asked | OpenAI caller | Anthropic caller | Gemini caller | ledger | second target |
        |---|---|---|---|---|---|---|

        """;

    public static string Of(IReadOnlyList<FaultEnd> ends)
    {
        var page = new StringBuilder(Head);
        foreach (var fault in Fault.All)
        {
            foreach (var stream in (bool[])[false, true])
            {
                var of = ends.Where(e => e.Cell.Fault == fault && e.Stream == stream).OrderBy(e => e.Cell.Number).ToList();
                var callers = of.GroupBy(e => e.Cell.Caller.Name).Select(g => Folded(g.Select(e => e.Told)));
                page.Append($"| {fault.Name} | {(stream ? "stream" : "plain")} | {string.Join(" | ", callers)} | {Folded(of.Select(e => e.Row))} | {(fault.CanFailOver(stream) ? "answers" : "no")} |\n");
            }
        }

        return page.ToString();
    }

    private static string Folded(IEnumerable<string> words) => string.Join(" / ", words.Distinct());
}
