using System.Text.Json;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary>A trace in a terminal: its spans as a tree with bars.</summary>
internal static class TraceDrawing
{
    private const int BarCells = 32;
    private const int DepthMax = 64;

    public static void Draw(CliContext cli, JsonElement trace)
    {
        var summary = trace.GetProperty("summary");
        cli.Terminal.Line($"{summary.Text("trace_id")}  {summary.Time("start")}  {Took(summary)}");
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
            Add(table, root, children, (0, Math.Max(1, summary.Real("duration_us"))));
        }

        table.WriteTo(cli.Terminal.Out);
        if (trace.Number("total") > spans.Length)
        {
            cli.Terminal.Line($"The first {Figures.Count(spans.Length)} of {Figures.Count(trace.Number("total"))} spans.");
        }
    }

    private static void Add(TextTable table, JsonElement span, ILookup<string, JsonElement> children, (int Depth, double TotalUs) place)
    {
        var failed = span.Text("status") == "error" ? $"failed {span.Text("status_text")}" : "";
        table.Row(
            new string(' ', place.Depth * 2) + span.Text("name"), Figures.Duration(TimeSpan.FromMicroseconds(span.Real("start_us"))), Took(span),
            Bar(span.Real("start_us"), span.Real("duration_us"), place.TotalUs), failed);
        foreach (var child in place.Depth < DepthMax ? children[span.Text("span_id")] : [])
        {
            Add(table, child, children, (place.Depth + 1, place.TotalUs));
        }
    }

    private static string Took(JsonElement span) => Figures.Duration(TimeSpan.FromMicroseconds(span.Real("duration_us")));

    private static string Bar(double start, double duration, double total)
    {
        var from = (int)Math.Clamp(start * BarCells / total, 0, BarCells - 1);
        var length = (int)Math.Clamp(Math.Ceiling(duration * BarCells / total), 1, BarCells - from);
        return new string(' ', from) + new string('█', length) + new string(' ', BarCells - from - length);
    }
}
