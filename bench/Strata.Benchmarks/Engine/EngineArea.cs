using System.Diagnostics;
using Strata.Inference.Graphs;
using Strata.Inference.Kv;
using Strata.Inference.Specs;
using Strata.Models.Gguf;
using Strata.Numerics.Threads;

namespace Strata.Benchmarks.Engine;

/// <summary>
/// Prefill and decode of a model file: tokens per second by the clock and per second of process CPU.
/// Arguments: MODEL.gguf [PROMPT-TOKENS] [ANSWER-TOKENS].
/// </summary>
internal static class EngineArea
{
    private const int Chunk = 128;

    public static void Run(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("usage: strata bench engine MODEL.gguf [PROMPT-TOKENS] [ANSWER-TOKENS]");
            return;
        }

        var prompt = args.Length > 1 ? int.Parse(args[1]) : 256;
        var answer = args.Length > 2 ? int.Parse(args[2]) : 32;
        Console.WriteLine("path      threads  batch  step               tok/s   tok/s per CPU-second");
        foreach (var exact in new[] { false, true })
        {
            foreach (var threads in new[] { 1, 2 })
            {
                Measure(args[0], (exact, threads), prompt, answer);
            }
        }
    }

    private static void Measure(string path, (bool Exact, int Threads) how, int prompt, int answer)
    {
        using var file = GgufFile.Open(path).Value;
        using var pool = new WorkerPool(how.Threads);
        var spec = ModelSpecReader.Read(file).Value;
        var graph = new DecoderGraph(spec, WeightReader.Read(file, spec).Value, new GraphOptions(how.Exact, Chunk, 4), pool);
        var blocks = new KvPool(new KvLayout(spec, half: false), 1024);
        var batch = new Batch(Chunk);
        KvSequence[] caches = [new(blocks), new(blocks), new(blocks), new(blocks)];
        Step(graph, batch, caches, 1);
        Step(graph, batch, [caches[0]], Chunk);
        Report(how, 1, $"prefill {prompt}", prompt, () =>
        {
            for (var start = 0; start < prompt; start += Chunk)
            {
                Step(graph, batch, [caches[0]], Math.Min(Chunk, prompt - start));
            }
        });
        foreach (var count in new[] { 1, 4 })
        {
            var some = caches[..count];
            Report(how, count, $"decode {answer}", answer * count, () =>
            {
                for (var i = 0; i < answer; i++)
                {
                    Step(graph, batch, some, 1);
                }
            });
        }
    }

    private static void Step(DecoderGraph graph, Batch batch, KvSequence[] caches, int tokens)
    {
        batch.Clear();
        foreach (var cache in caches)
        {
            cache.TryReserve(cache.Length + tokens);
            for (var i = 0; i < tokens; i++)
            {
                batch.Add((cache.Length + i) % graph.Spec.Vocabulary, cache.Length + i, cache);
            }

            batch.WantLogits();
        }

        graph.Forward(batch);
        foreach (var cache in caches)
        {
            cache.Advance(tokens);
        }
    }

    private static void Report((bool Exact, int Threads) how, int batch, string step, int tokens, Action work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        Console.WriteLine($"{(how.Exact ? "exact" : "ordinary"),-9} {how.Threads,7} {batch,6}  {step,-16} {tokens / wall,7:F1} {tokens / used,7:F1}");
    }
}
