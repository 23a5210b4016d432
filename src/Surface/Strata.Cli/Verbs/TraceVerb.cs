using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata trace last|ID</c>: where the time of a request went, as a tree with bars.</summary>
internal static class TraceVerb
{
    private const int BarCells = 32;
    private const int DepthMax = 64;

    public static Command Build(CliContext cli)
    {
        var id = new Argument<string?>("id") { Description = "'last', a trace id or a request id; without it the newest traces are listed", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("trace", "Show where the time of a request went");
        command.Arguments.Add(id);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(id) is { } wanted
            ? Listing.ShowAsync(cli, flags, parsed, ($"/strata/v1/traces/{Uri.EscapeDataString(wanted)}", trace => Draw(cli, trace)), cancellationToken)
            : Listing.ShowAsync(cli, flags, parsed, ("/strata/v1/traces", list => DrawList(cli, list)), cancellationToken));
        return command;
    }

    private static void DrawList(CliContext cli, JsonElement list)
    {
        var table = new TextTable("TRACE", "STARTED", "NAME", "MODEL", ">DURATION", ">SPANS", ">COST", "");
        foreach (var trace in list.Items("data"))
        {
            table.Row(
                trace.Text("trace_id"), trace.Time("start"), trace.Text("name"), trace.Text("model"), Figures.Microseconds(trace.Number("duration_us")),
                Figures.Count(trace.Number("spans")), Figures.Money(trace.NumberOrNull("cost_nanos")), trace.Number("errors") > 0 ? "failed" : "");
        }

        table.WriteTo(cli.Terminal.Out, "No trace yet.");
    }

    private static void Draw(CliContext cli, JsonElement trace)
    {
        var summary = trace.GetProperty("summary");
        cli.Terminal.Line($"{summary.Text("trace_id")}  {summary.Time("start")}  {Figures.Microseconds(summary.Number("duration_us"))}");
        if (summary.Text("model") is { Length: > 0 } model)
        {
            cli.Terminal.Line($"{model}  {Figures.Count(summary.Number("input_tokens"))} tokens in, {Figures.Count(summary.Number("output_tokens"))} out, {Figures.Money(summary.NumberOrNull("cost_nanos"))}");
        }

        var spans = trace.Items("spans").ToArray();
        var known = spans.Select(s => s.Text("span_id")).ToHashSet(StringComparer.Ordinal);
        var children = spans.Where(s => known.Contains(s.Text("parent_id"))).ToLookup(s => s.Text("parent_id"), StringComparer.Ordinal);
        var table = new TextTable("SPAN", ">START", ">DURATION", "", "");
        foreach (var root in spans.Where(s => !known.Contains(s.Text("parent_id"))))
        {
            Add(table, root, children, (0, Math.Max(1, summary.Number("duration_us"))));
        }

        table.WriteTo(cli.Terminal.Out);
    }

    private static void Add(TextTable table, JsonElement span, ILookup<string, JsonElement> children, (int Depth, long TotalUs) place)
    {
        var (start, duration) = (span.Number("start_us"), span.Number("duration_us"));
        var failed = span.Text("status") == "error" ? $"failed {span.Text("status_text")}" : "";
        table.Row(new string(' ', place.Depth * 2) + span.Text("name"), Figures.Microseconds(start), Figures.Microseconds(duration), Bar(start, duration, place.TotalUs), failed);
        foreach (var child in place.Depth < DepthMax ? children[span.Text("span_id")] : [])
        {
            Add(table, child, children, (place.Depth + 1, place.TotalUs));
        }
    }

    private static string Bar(long start, long duration, long total)
    {
        var from = (int)Math.Clamp(start * BarCells / total, 0, BarCells - 1);
        var length = (int)Math.Clamp((duration * BarCells + total - 1) / total, 1, BarCells - from);
        return new string(' ', from) + new string('█', length) + new string(' ', BarCells - from - length);
    }
}
