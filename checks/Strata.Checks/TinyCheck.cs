using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Core.Generation;
using Strata.Inference;
using Strata.Inference.Options;
using Strata.Tokenizers;

namespace Strata.Checks;

/// <summary>
/// The models in the box against their bars, on prompts that training never saw: tool calls and abstentions, JSON by a schema, perplexity of
/// stories, speed of one core; and the vectors of <c>strata-tiny-embed</c> (<see cref="TinyEmbedCheck"/>). Nothing constrains what the
/// model writes. DATA may end in <c>:CRANFIELD</c>, the folder of that set.
/// </summary>
internal static class TinyCheck
{
    private const int AnswerTokensMax = 160;

    public static async Task RunAsync(string data, Tally tally)
    {
        var parts = data.Split(':');
        data = parts[0];
        var file = Path.Combine(data, "strata-tiny.gguf");
        await using (var model = await GgufModel.LoadAsync(file, new InferenceOptions { QueueMax = 1000, SequencesMax = 16 }))
        {
            await ToolsAsync(model.Model, Lines(data, "tools"), tally);
            await SchemasAsync(model.Model, Lines(data, "schema"), tally);
        }

        Stories(file, data, tally);
        await SpeedAsync(file, tally);
        await TinyEmbedCheck.RunAsync(data, parts.Length > 1 ? parts[1] : "../shared/data/retrieval/cranfield", tally);
    }

    public static List<JsonNode> Lines(string data, string name)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(data, "heldout", name + ".jsonl.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>One bar: told with its figure, and counted.</summary>
    public static void Judge(Tally tally, bool holds, string what)
    {
        Console.WriteLine((holds ? "ok    " : "below ") + what);
        if (holds)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail(what);
        }
    }

    private static async Task ToolsAsync(ITextModel model, List<JsonNode> rows, Tally tally)
    {
        var answers = await Task.WhenAll(rows.Select(row => AskAsync(model, row)));
        var (calls, rightCalls, rightOthers) = (0, 0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var wanted = rows[i]["call"];
            var right = wanted is null ? !answers[i].Contains("<tool_call>", StringComparison.Ordinal) : JsonNode.DeepEquals(Call(answers[i]), wanted);
            calls += wanted is null ? 0 : 1;
            rightCalls += right && wanted is not null ? 1 : 0;
            rightOthers += right && wanted is null ? 1 : 0;
        }

        var share = (rightCalls + rightOthers) / (double)rows.Count;
        Judge(tally, share >= 0.90, FormattableString.Invariant(
            $"tools: {share:P1} of {rows.Count} right; calls {rightCalls} of {calls}, abstentions {rightOthers} of {rows.Count - calls} (bar 90 %)"));
    }

    private static async Task SchemasAsync(ITextModel model, List<JsonNode> rows, Tally tally)
    {
        var answers = await Task.WhenAll(rows.Select(row => AskAsync(model, row)));
        var parsed = answers.Select(Parse).ToArray();
        var valid = parsed.Count(node => node is JsonObject) / (double)rows.Count;
        var right = parsed.Where((node, i) => JsonNode.DeepEquals(node, rows[i]["answer"])).Count() / (double)rows.Count;
        Judge(tally, valid >= 0.98, FormattableString.Invariant($"JSON: {valid:P1} of {rows.Count} valid (bar 98 %); every field right in {right:P1}"));
    }

    private static void Stories(string file, string data, Tally tally)
    {
        using var runner = new GraphRunner(file, exact: true, Environment.ProcessorCount);
        var (held, seen) = (Perplexity(runner, Lines(data, "stories")), Perplexity(runner, Lines(data, "stories-seen")));
        Judge(tally, held <= 1.3 * seen, FormattableString.Invariant($"stories: perplexity {held:F3} held out, {seen:F3} of training, ratio {held / seen:F2} (bar 1.3)"));
    }

    private static double Perplexity(GraphRunner runner, List<JsonNode> rows)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            var tokens = runner.Tokenizer.Encode((string)row["text"]!, new EncodeOptions(AddSpecial: false, ParseSpecial: false));
            runner.Reset();
            runner.Run(tokens, all: true, (i, logits) =>
            {
                if (i + 1 < tokens.Length)
                {
                    sum -= LogShare(logits, tokens[i + 1]);
                    count++;
                }
            });
        }

        return Math.Exp(sum / count);
    }

    private static double LogShare(ReadOnlySpan<float> logits, int token)
    {
        var (most, sum) = (float.MinValue, 0.0);
        foreach (var logit in logits)
        {
            most = Math.Max(most, logit);
        }

        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - most);
        }

        return logits[token] - most - Math.Log(sum);
    }

    /// <summary>One sequence on one thread, through the whole engine. Judged by process time, so that a busy machine does not decide.</summary>
    private static async Task SpeedAsync(string file, Tally tally)
    {
        await using var model = await GgufModel.LoadAsync(file, new InferenceOptions { Threads = 1 });
        var request = new GenerationRequest { Text = "Once upon a time there was", Sampling = new Sampling { Temperature = 1, Seed = 7 }, OutputTokensMax = 200 };
        await AskAsync(model.Model, request);
        using var process = Process.GetCurrentProcess();
        var (began, cpu, tokens) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime, 0L);
        for (var round = 0UL; tokens < 2000; round++)
        {
            await foreach (var step in model.Model.GenerateAsync(model.Model.Prepare(request with { Sampling = new Sampling { Seed = round } }).Value, default))
            {
                tokens += step.Tokens;
            }
        }

        process.Refresh();
        var (wall, spent) = (Stopwatch.GetElapsedTime(began).TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds);
        Judge(tally, tokens / spent >= 500, FormattableString.Invariant($"decode: {tokens / spent:F0} tokens per second of processor time, {tokens / wall:F0} by the clock (bar 500)"));
    }

    private static Task<string> AskAsync(ITextModel model, JsonNode row) => AskAsync(model, new GenerationRequest
    {
        Messages = [.. row["messages"]!.AsArray().Select(m => new PromptMessage((string)m!["role"]!, (string)m["content"]!))],
        Tools = row["tools"] is { } tools ? JsonSerializer.SerializeToElement(tools) : null,
        AnswerSchema = row["schema"] is { } schema ? JsonSerializer.SerializeToElement(schema) : null,
        Sampling = Sampling.Greedy,
        OutputTokensMax = AnswerTokensMax,
    });

    private static async Task<string> AskAsync(ITextModel model, GenerationRequest request)
    {
        var text = "";
        await foreach (var step in model.GenerateAsync(model.Prepare(request).Value, default))
        {
            text += step.Text;
        }

        return text;
    }

    private static JsonNode? Call(string answer)
    {
        const string Open = "<tool_call>";
        const string Close = "</tool_call>";
        return answer.StartsWith(Open, StringComparison.Ordinal) && answer.EndsWith(Close, StringComparison.Ordinal) ? Parse(answer[Open.Length..^Close.Length]) : null;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
