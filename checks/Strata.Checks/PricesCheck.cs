using System.IO.Compression;
using Strata.Core.Usage;
using Strata.Ledger.Pricing;

namespace Strata.Checks;

/// <summary>
/// Compares our list of prices with a price file of LiteLLM (JSON, or gzipped): every class that both know, for short and long prompts and each
/// tier of service. Where a provider's own rule proves the other file wrong, the line below says so.
/// </summary>
internal static class PricesCheck
{
    private static readonly string[] Tiers = ["", "batch", "flex", "priority"];
    private static readonly long[] Prompts = [1_000, 250_000, 300_000];

    private static readonly (string Name, Func<PriceOptions, decimal?> Of)[] Classes =
    [
        ("in", p => p.Input), ("cached", p => p.CachedInput), ("write", p => p.CacheWrite), ("write1h", p => p.CacheWriteLong), ("audio-in", p => p.AudioInput),
        ("image-in", p => p.ImageInput), ("out", p => p.Output), ("reasoning", p => p.Reasoning), ("audio-out", p => p.AudioOutput), ("image-out", p => p.ImageOutput), ("tools", p => p.ToolCalls),
    ];

    /// <summary>Differences that are theirs, with the rule that says so.</summary>
    private static readonly Dictionary<string, string> Theirs = new()
    {
        ["anthropic/claude-3-haiku-20240307 write1h"] = "an hour's write costs twice the input",
        ["anthropic/claude-3-opus-20240229 write1h"] = "an hour's write costs twice the input",
        ["anthropic/claude-sonnet-4-20250514 write1h"] = "above 200,000 tokens an hour's write costs twice that input too",
    };

    public static async Task RunAsync(string path, Tally tally)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            await using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            await zip.CopyToAsync(plain);
            bytes = plain.ToArray();
        }

        if (!LiteLlmPrices.Read(bytes).Try(out var list, out var problem))
        {
            tally.Fail(problem.Message);
            return;
        }

        Console.WriteLine($"{list.Count} models with prices in the file; {PriceList.Seeded.Count} of ours.");
        var theirs = new PriceBook(list);
        foreach (var ours in PriceList.Seeded)
        {
            var other = theirs.Find(ours.Model, ours.Model.Replace("gemini/", "vertex/", StringComparison.Ordinal)) is null ? null
                : theirs.Find(new PriceQuestion(ours.Model, ours.Model.Replace("gemini/", "vertex/", StringComparison.Ordinal), DateTimeOffset.MaxValue));
            if (other is null)
            {
                tally.Skip($"{ours.Model}: not in the file");
                continue;
            }

            Compare(ours.Model, new PriceBook([ours]).Find(new PriceQuestion(ours.Model, "", DateTimeOffset.MaxValue))!, other, tally);
        }
    }

    private static void Compare(string model, PriceSheet ours, PriceSheet theirs, Tally tally)
    {
        foreach (var tier in Tiers)
        {
            foreach (var prompt in Prompts)
            {
                var usage = new TokenUsage { Input = prompt };
                // A tier of service is compared in what their file names itself.
                var named = tier.Length == 0 ? theirs.For(usage, tier) : theirs.Entry.Prices.Services.FirstOrDefault(s => s.Tier == tier)?.Prices;
                if (ours.For(usage, tier) is not { } mine || named is not { } other)
                {
                    continue;
                }

                foreach (var (name, of) in Classes)
                {
                    if (of(mine) is not { } a || of(other) is not { } b || (tier.Length > 0 && prompt > Prompts[0]) || Theirs.ContainsKey($"{model} {name}"))
                    {
                        continue;
                    }

                    if (a == b)
                    {
                        tally.Pass();
                    }
                    else
                    {
                        tally.Fail($"{model} {tier} {name} at {prompt} tokens: ours {a}, theirs {b}");
                    }
                }
            }
        }
    }
}
