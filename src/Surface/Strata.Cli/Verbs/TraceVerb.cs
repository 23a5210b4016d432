using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Api;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary><c>strata trace list|show|tail|export</c>, and <c>trace last|ID</c> for short.</summary>
internal static class TraceVerb
{
    public static Command Build(CliContext cli)
    {
        var id = new Argument<string?>("id") { Description = "'last', a trace id or a request id; without it the newest traces are listed", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("trace", "Show what was done, asked and paid, span by span");
        command.Arguments.Add(id);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(id) is { } wanted
            ? ShowAsync(cli, flags, parsed, wanted, cancellationToken)
            : Listing.ShowAsync(cli, flags, parsed, ("/strata/v1/traces", list => DrawList(cli, list)), cancellationToken));
        command.Subcommands.Add(BuildList(cli));
        command.Subcommands.Add(BuildShow(cli));
        command.Subcommands.Add(BuildTail(cli));
        command.Subcommands.Add(BuildExport(cli));
        return command;
    }

    private static Command BuildList(CliContext cli)
    {
        var command = new Command("list", "List traces, or spans, newest first");
        var spans = new Option<bool>("--spans") { Description = "Spans instead of traces" };
        var order = new Option<string>("--order") { Description = "start, latency or cost, each with the most first", DefaultValueFactory = _ => "start" };
        var limit = new Option<int>("--limit") { Description = "How many", DefaultValueFactory = _ => 30 };
        command.Options.Add(spans);
        command.Options.Add(order);
        command.Options.Add(limit);
        var filters = new TraceFlags().AddTo(command);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var wantsSpans = parsed.GetValue(spans);
            var path = $"/strata/v1/{(wantsSpans ? "spans" : "traces")}?limit={parsed.GetValue(limit)}&order={Uri.EscapeDataString(parsed.GetValue(order)!)}{filters.Query(parsed)}";
            return Listing.ShowAsync(cli, flags, parsed, (path, list => DrawEither(cli, list, wantsSpans)), cancellationToken);
        });
        return command;
    }

    private static Command BuildShow(CliContext cli)
    {
        var id = new Argument<string>("id") { Description = "'last', a trace id or a request id" };
        var command = new Command("show", "Show a trace as a tree with bars") { id };
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => ShowAsync(cli, flags, parsed, parsed.GetValue(id)!, cancellationToken));
        return command;
    }

    private static Command BuildTail(CliContext cli)
    {
        var command = new Command("tail", "Show spans as they come in, until interrupted");
        var filters = new TraceFlags().AddTo(command, withTime: false);
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => TailAsync(cli, flags, parsed, filters.Query(parsed), cancellationToken));
        return command;
    }

    private static Command BuildExport(CliContext cli)
    {
        var format = new Option<string>("--format") { Description = "jsonl, csv or otlp", DefaultValueFactory = _ => "jsonl" };
        var output = new Option<string?>("--output", "-o") { Description = "The file; the terminal without it", HelpName = "FILE" };
        var command = new Command("export", "Write spans into a file") { format, output };
        var filters = new TraceFlags().AddTo(command);
        var flags = new ServerFlags().AddTo(command, withJson: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            var path = $"/strata/v1/traces/export?format={Uri.EscapeDataString(parsed.GetValue(format)!)}{filters.Query(parsed)}";
            if (!(await api.OpenAsync(HttpMethod.Get, path, null, cancellationToken)).Try(out var answer, out var problem))
            {
                return Listing.Fail(cli, problem);
            }

            using (answer)
            {
                return await SaveAsync(cli, answer, parsed.GetValue(output), cancellationToken);
            }
        });
        return command;
    }

    private static async Task<int> SaveAsync(CliContext cli, HttpResponseMessage answer, string? file, CancellationToken cancellationToken)
    {
        try
        {
            await using var from = await answer.Content.ReadAsStreamAsync(cancellationToken);
            if (file is not null)
            {
                await using var to = File.Create(file);
                await from.CopyToAsync(to, cancellationToken);
                cli.Terminal.Line($"{file}: {Figures.Bytes(to.Length)}");
                return ExitCode.Ok;
            }

            using var reader = new StreamReader(from);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                cli.Terminal.Line(line);
            }

            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            return Listing.Fail(cli, new Problem(ProblemCode.UpstreamFailed, $"The export broke off, what was written is not whole: {failure.Message}"));
        }
    }

    private static async Task<int> TailAsync(CliContext cli, ServerFlags flags, ParseResult parsed, string query, CancellationToken cancellationToken)
    {
        using var api = flags.Connect(parsed, cli);
        if (!(await api.OpenAsync(HttpMethod.Get, $"/strata/v1/traces/tail?{query.TrimStart('&')}", null, cancellationToken)).Try(out var answer, out var problem))
        {
            return Listing.Fail(cli, problem);
        }

        using (answer)
        {
            try
            {
                await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
                await foreach (var data in ServerSentEvents.ReadAsync(stream, cancellationToken))
                {
                    cli.Terminal.Line(data.StartsWith('{') ? flags.Json(parsed) ? data : Line(data) : $"… {data} spans were missed: more came than could be shown");
                }
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Ok; // interrupted: that is how it ends
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                return Listing.Fail(cli, new Problem(ProblemCode.UpstreamFailed, $"The connection broke: {failure.Message}"));
            }
        }

        return ExitCode.Ok;
    }

    private static string Line(string data)
    {
        using var json = JsonDocument.Parse(data);
        var span = json.RootElement;
        var parts = new[]
        {
            span.Time("start"), span.Text("trace_id"), Took(span).PadLeft(9), (span.Text("status") == "error" ? "✕ " + span.Text("error_type") : "ok").PadRight(12), span.Text("name"), span.Text("model"),
            span.NumberOrNull("cost_nanos") is { } cost ? Figures.Money(cost) : "", Short(span.Text("asked")),
        };
        return string.Join("  ", parts.Where(p => p.Length > 0));
    }

    private static Task<int> ShowAsync(CliContext cli, ServerFlags flags, ParseResult parsed, string id, CancellationToken cancellationToken) =>
        Listing.ShowAsync(cli, flags, parsed, ($"/strata/v1/traces/{Uri.EscapeDataString(id)}", trace => TraceDrawing.Draw(cli, trace)), cancellationToken);

    private static void DrawEither(CliContext cli, JsonElement list, bool spans)
    {
        if (!spans)
        {
            DrawList(cli, list);
            return;
        }

        var table = new TextTable("TRACE", "SPAN", "STARTED", "NAME", "MODEL", ">DURATION", ">TOKENS", ">COST", "");
        foreach (var span in list.Items("data"))
        {
            var tokens = span.TryGetProperty("usage", out var usage) ? usage.Number("total") : 0;
            table.Row(
                span.Text("trace_id"), span.Text("span_id"), span.Time("start"), span.Text("name"), span.Text("model"), Took(span), Figures.Count(tokens),
                tokens > 0 ? Figures.Money(span.NumberOrNull("cost_nanos")) : "", span.Text("status") == "error" ? "failed " + span.Text("error_type") : "");
        }

        table.WriteTo(cli.Terminal.Out, "No such span.");
    }

    private static void DrawList(CliContext cli, JsonElement list)
    {
        var table = new TextTable("TRACE", "STARTED", "NAME", "ASKED", "MODEL", ">DURATION", ">SPANS", ">COST", "");
        foreach (var trace in list.Items("data"))
        {
            var tokens = trace.Number("input_tokens") + trace.Number("output_tokens");
            table.Row(
                trace.Text("trace_id"), trace.Time("start"), trace.Text("name"), Short(trace.Text("asked")), trace.Text("model"), Took(trace), Figures.Count(trace.Number("spans")),
                tokens > 0 ? Figures.Money(trace.NumberOrNull("cost_nanos")) : "", trace.Text("status") == "error" ? "failed" : trace.Number("errors") > 0 ? $"{trace.Number("errors")} errors inside" : "");
        }

        table.WriteTo(cli.Terminal.Out, "No trace yet.");
    }

    private static string Took(JsonElement span) => Figures.Duration(TimeSpan.FromMicroseconds(span.Real("duration_us")));

    private static string Short(string text) => text.ReplaceLineEndings(" ") is { Length: > 48 } words ? words[..47] + "…" : text.ReplaceLineEndings(" ");
}
