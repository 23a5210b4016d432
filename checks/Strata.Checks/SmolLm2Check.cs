using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Strata.Inference.Samplers;
using Strata.Tokenizers;

namespace Strata.Checks;

/// <summary>
/// A real model against llama.cpp's exact reference: prompt ids, greedy tokens and first logits on the f32-activation path,
/// then how far the ordinary path is from it over a text. DATA may end in <c>:N</c>, the number of chunks of 512 positions (8 is all).
/// </summary>
internal static class SmolLm2Check
{
    private const string ModelFile = "SmolLM2-135M-Instruct.Q4_1.gguf";
    private const int ChunkTokens = 512;

    public static async Task RunAsync(string data, Tally tally)
    {
        var parts = data.Split(':');
        var folder = parts[0];
        var chunks = parts.Length > 1 ? int.Parse(parts[1]) : 8;
        using var exact = new GraphRunner(Path.Combine(folder, ModelFile), exact: true, Environment.ProcessorCount);
        var prompts = Lines(folder, "prompts.jsonl.gz").ToDictionary(row => (string)row["id"]!);
        var goldens = Lines(folder, "greedy-f32.jsonl.gz").ToList();
        Prompts(exact, prompts, goldens, tally);
        FirstLogits(exact, folder, goldens, tally);
        Greedy(exact, goldens, tally);
        await SmolLm2Engine.RunAsync(Path.Combine(folder, ModelFile), prompts, goldens, tally);
        if (chunks > 0)
        {
            Divergence(exact, folder, chunks, tally);
        }
    }

    private static void Prompts(GraphRunner runner, Dictionary<string, JsonNode> prompts, List<JsonNode> goldens, Tally tally)
    {
        var equal = 0;
        foreach (var golden in goldens)
        {
            var id = (string)golden["id"]!;
            var ids = runner.Tokenizer.Encode((string)prompts[id]["text"]!, new EncodeOptions(AddSpecial: false, ParseSpecial: true));
            var same = ids.AsSpan().SequenceEqual(Ints(golden["prompt_tokens"]!));
            equal += same ? 1 : 0;
            Count(tally, same, $"prompt tokens of '{id}'");
        }

        Console.WriteLine($"prompt ids equal: {equal} of {goldens.Count}");
    }

    private static void FirstLogits(GraphRunner runner, string folder, List<JsonNode> goldens, Tally tally)
    {
        var expected = MemoryMarshal.Cast<byte, float>(Unzip(folder, "first-logits-f32.bin.gz"));
        string[] ids = ["hello", "capital", "turns", "json"];
        for (var i = 0; i < ids.Length; i++)
        {
            var golden = goldens.First(row => (string)row["id"]! == ids[i]);
            runner.Reset();
            var logits = runner.Last(Ints(golden["prompt_tokens"]!));
            var worst = 0f;
            for (var t = 0; t < logits.Length; t++)
            {
                worst = Math.Max(worst, Math.Abs(logits[t] - expected[(i * logits.Length) + t]));
            }

            Console.WriteLine($"first logits '{ids[i]}': max |Δ| {worst:E2} (bound 2e-3)");
            Count(tally, worst < 2e-3f, $"first logits of '{ids[i]}': {worst}");
        }
    }

    private static void Greedy(GraphRunner runner, List<JsonNode> goldens, Tally tally)
    {
        var equal = 0;
        foreach (var golden in goldens)
        {
            var (step, gap) = FirstDivergence(runner, golden);
            equal += step < 0 ? 1 : 0;
            if (step >= 0)
            {
                Console.WriteLine($"greedy '{golden["id"]}' leaves the reference at step {step}; gap of its two best there {gap:E2}");
            }

            Count(tally, step < 0 || gap < 1e-2, $"greedy '{golden["id"]}' diverges at step {step} with a gap of {gap}");
        }

        Console.WriteLine($"greedy output equal: {equal} of {goldens.Count}");
        Count(tally, equal >= 0.95 * goldens.Count, $"greedy output equal for {equal} of {goldens.Count} only");
    }

    private static (int Step, double Gap) FirstDivergence(GraphRunner runner, JsonNode golden)
    {
        runner.Reset();
        var expected = Ints(golden["output_tokens"]!);
        var logits = runner.Last(Ints(golden["prompt_tokens"]!));
        for (var step = 0; step < expected.Length; step++)
        {
            if (TokenSampler.ArgMax(logits) != expected[step])
            {
                var top = golden["top4"]![step]!;
                return (step, (double)top[0]![1]! - (double)top[1]![1]!);
            }

            logits = runner.Last(expected.AsSpan(step, 1));
        }

        return (-1, 0);
    }

    private static void Divergence(GraphRunner exact, string folder, int chunks, Tally tally)
    {
        using var ordinary = new GraphRunner(Path.Combine(folder, ModelFile), exact: false, Environment.ProcessorCount);
        var text = System.Text.Encoding.UTF8.GetString(Unzip(folder, "text.txt.gz"));
        var tokens = exact.Tokenizer.Encode(text, new EncodeOptions(AddSpecial: false, ParseSpecial: false));
        var measured = new DivergenceSum();
        for (var chunk = 0; chunk < chunks && (chunk + 1) * ChunkTokens <= tokens.Length; chunk++)
        {
            var part = tokens.AsSpan(chunk * ChunkTokens, ChunkTokens).ToArray();
            exact.Reset();
            ordinary.Reset();
            for (var start = 0; start < ChunkTokens; start += 128)
            {
                var reference = new List<float[]>();
                exact.Run(part.AsSpan(start, 128), all: true, (_, logits) => reference.Add(logits.ToArray()));
                ordinary.Run(part.AsSpan(start, 128), all: true, (i, logits) =>
                {
                    // The last position of a chunk has no next token to be judged by, as in the peer's tool.
                    if (start + i < ChunkTokens - 1)
                    {
                        measured.Add(reference[i], logits, part[start + i + 1]);
                    }
                });
            }
        }

        Console.WriteLine("over text.txt                       KL mean   KL p99    same first choice   NLL (exact)");
        Console.WriteLine($"Strata, ordinary path, {measured.Count,5} pos.  {measured}");
        Console.WriteLine("llama.cpp v0.5.0,       4088 pos.  3.27e-03  1.27e-02  96.04 %             3.6664 (3.6645)");
        Count(tally, measured.KlMean < 3.27e-3, $"the ordinary path's KL {measured.KlMean} is above llama.cpp's");
    }

    private static void Count(Tally tally, bool passed, string what)
    {
        if (passed)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail(what);
        }
    }

    private static int[] Ints(JsonNode node) => [.. node.AsArray().Select(item => (int)item!)];

    private static IEnumerable<JsonNode> Lines(string folder, string name) =>
        System.Text.Encoding.UTF8.GetString(Unzip(folder, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    private static byte[] Unzip(string folder, string name)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(folder, "goldens", name)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
