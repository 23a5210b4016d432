using System.Globalization;
using Strata.Models.Tokenizers;
using Strata.Models.Tokenizers.Loading;

namespace Strata.Checks;

/// <summary>Compares encodings with the recorded ones of llama.cpp (GGUF vocabularies).</summary>
internal static class TokenizersCheck
{
    private const string Separator = "\n__ggml_vocab_test__\n";

    public static Task RunAsync(string folder, Tally tally)
    {
        foreach (var file in Directory.GetFiles(folder, "*.gguf").Order(StringComparer.Ordinal))
        {
            Vocabulary(file, tally);
        }

        return Task.CompletedTask;
    }

    private static void Vocabulary(string file, Tally tally)
    {
        var name = Path.GetFileName(file);
        if (!TokenizerFactory.FromMetadata(GgufVocabularyFile.Read(file)).Try(out var tokenizer, out var problem))
        {
            tally.Fail($"{name}: {problem}");
            return;
        }

        var inputs = File.ReadAllText(file + ".inp").Split(Separator);
        var outputs = File.ReadAllText(file + ".out").Split('\n');
        for (var i = 0; i < inputs.Length; i++)
        {
            int[] wanted = [.. outputs[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
            var got = tokenizer.Encode(inputs[i], new EncodeOptions(AddSpecial: false, ParseSpecial: false));
            if (got.SequenceEqual(wanted))
            {
                tally.Pass();
            }
            else
            {
                tally.Fail($"{name} case {i} '{inputs[i]}': wanted {string.Join(' ', wanted)}, got {string.Join(' ', got)}");
            }
        }
    }
}
