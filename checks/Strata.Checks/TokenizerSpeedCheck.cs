using System.Diagnostics;
using System.Globalization;
using System.Text;
using Strata.Tokenizers;

namespace Strata.Checks;

/// <summary>Prints how fast vocabularies encode (MB/s of UTF-8, one thread): prose with a warm and a cold cache, and long runs of one sign.</summary>
internal static class TokenizerSpeedCheck
{
    public static Task RunAsync(string folder, Tally tally)
    {
        var prose = Prose(folder);
        foreach (var file in Directory.GetFiles(folder, "*.gguf").Order(StringComparer.Ordinal))
        {
            if (!TokenizersCheck.Open(file).Try(out var tokenizer, out var problem))
            {
                tally.Fail($"{file}: {problem}");
                continue;
            }

            tokenizer.Encode(prose[..10_000], default);
            Report(file, "prose", prose, tokenizer);
            Report(file, "10 MB of a", new string('a', 10_000_000), tokenizer);
            Report(file, "10 MB of blanks", new string(' ', 10_000_000), tokenizer);
            tally.Pass();
        }

        return Task.CompletedTask;
    }

    // Every text of the folder, again and again with a number in between so that not every word is known.
    private static string Prose(string folder)
    {
        var texts = Directory.GetFiles(folder, "*.inp").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
        var builder = new StringBuilder();
        for (var i = 0; builder.Length < 4_000_000; i++)
        {
            builder.Append(texts[i % texts.Length]).Append(CultureInfo.InvariantCulture, $"\nThe gateway of request x{i} reserves money before and settles after.\n");
        }

        return builder.ToString();
    }

    private static void Report(string file, string what, string text, Tokenizer tokenizer)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var count = tokenizer.Encode(text, default).Length;
        var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        var megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(file),-32} {what,-16} {megabytes / seconds,8:F1} MB per CPU second, {count} tokens, {seconds:F2} s"));
    }
}
