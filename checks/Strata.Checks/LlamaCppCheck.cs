using System.Diagnostics;
using System.Runtime.InteropServices;
using Strata.Models.Gguf;

namespace Strata.Checks;

/// <summary>
/// Our logits against llama.cpp's on models with random weights, after every token of a text. DATA is the folder that
/// <c>tools/llama-cpp-check.sh</c> prepares; its file <c>program</c> names the peer's program and CPU library.
/// F16 models are judged twice: as they are, where the peer rounds activations to F16 as well and today's difference is beyond
/// the bound, and with the peer reading the same values widened to f32, which tells its rounding from a mistake of ours.
/// </summary>
internal static class LlamaCppCheck
{
    private const float Bound = 2e-3f;

    public static async Task RunAsync(string data, Tally tally)
    {
        var program = Path.Combine(data, "program");
        if (!File.Exists(program))
        {
            tally.Skip($"'{program}' is missing: run tools/llama-cpp-check.sh");
            return;
        }

        var command = await File.ReadAllLinesAsync(program);
        var folder = Directory.CreateTempSubdirectory("strata-llama-cpp-");
        foreach (var (name, model) in Models())
        {
            Judge(tally, name, await CompareAsync(command, folder.FullName, model, widened: false));
            if (name.Contains("F16", StringComparison.Ordinal))
            {
                Judge(tally, name + ", peer widened to f32", await CompareAsync(command, folder.FullName, model, widened: true));
            }
        }

        folder.Delete(recursive: true);
    }

    private static void Judge(Tally tally, string name, float worst)
    {
        Console.WriteLine($"{name,-34} max |Δlogit| {worst:E2} (bound {Bound:E0})");
        if (worst < Bound)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail($"{name}: max |Δlogit| {worst:E2}");
        }
    }

    private static IEnumerable<(string Name, RandomModel Model)> Models()
    {
        yield return ("llama F32", new RandomModel("llama", halves: false));
        yield return ("llama F16", new RandomModel("llama", halves: true));
        yield return ("llama F32 untied", new RandomModel("llama", halves: false) { Untied = true });
        float[] divisors = [.. Enumerable.Range(0, 16).Select(i => 1 + (i * 0.5f))];
        yield return ("llama F32 rope divisors", new RandomModel("llama", halves: false) { RopeDivisors = divisors });
        yield return ("llama F32 linear rope", new RandomModel("llama", halves: false) { Extra = Scaling("linear") });
        yield return ("llama F32 yarn", new RandomModel("llama", halves: false) { Extra = Scaling("yarn") });
        yield return ("qwen2 F32", new RandomModel("qwen2", halves: false) { Biases = true });
        yield return ("qwen2 F16", new RandomModel("qwen2", halves: true) { Biases = true, Untied = true });
        yield return ("qwen3 F32", new RandomModel("qwen3", halves: false) { HeadNorms = true });
        yield return ("qwen3 F16", new RandomModel("qwen3", halves: true) { HeadNorms = true });
    }

    private static Dictionary<string, GgufValue> Scaling(string type) => new()
    {
        ["rope.scaling.type"] = GgufValue.Of(type),
        ["rope.scaling.factor"] = GgufValue.Of(4f),
        ["rope.scaling.original_context_length"] = GgufValue.Of(256u),
    };

    private static async Task<float> CompareAsync(string[] command, string folder, RandomModel model, bool widened)
    {
        var (path, tokensPath, outPath) = (Path.Combine(folder, "m.gguf"), Path.Combine(folder, "t.i32"), Path.Combine(folder, "o.f32"));
        model.Write(path, widened);
        var random = new Random(9);
        int[] tokens = [256, .. Enumerable.Range(0, 79).Select(_ => random.Next(256))];
        await File.WriteAllBytesAsync(tokensPath, MemoryMarshal.AsBytes(tokens.AsSpan()).ToArray());
        var start = new ProcessStartInfo(command[0], [command[1], path, tokensPath, outPath]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var log = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine(log);
            return float.PositiveInfinity;
        }

        var peer = await File.ReadAllBytesAsync(outPath);
        model.Write(path, widened: false);
        using var runner = new GraphRunner(path, exact: true, 1);
        var worst = 0f;
        runner.Run(tokens, all: true, (position, logits) =>
        {
            var expected = MemoryMarshal.Cast<byte, float>(peer.AsSpan()).Slice(position * logits.Length, logits.Length);
            for (var i = 0; i < logits.Length; i++)
            {
                worst = Math.Max(worst, Math.Abs(logits[i] - expected[i]));
            }
        });
        return worst;
    }
}
