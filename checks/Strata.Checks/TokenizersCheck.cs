using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Strata.Inference.Loading;
using Strata.Core.Results;
using Strata.Models.Gguf;
using Strata.Tokenizers;
using Strata.Tokenizers.Loading;
using Strata.Tokenizers.SentencePiece;

namespace Strata.Checks;

/// <summary>
/// Compares encodings with recorded ones: llama.cpp's for GGUF vocabularies (FILE.inp, FILE.out), and those of Hugging
/// Face's tokenizers and of SentencePiece (hf/cases.jsonl.gz).
/// </summary>
internal static class TokenizersCheck
{
    private const string Separator = "\n__ggml_vocab_test__\n";

    public static async Task RunAsync(string folder, Tally tally)
    {
        foreach (var file in Directory.GetFiles(folder, "*.gguf").Order(StringComparer.Ordinal))
        {
            GgufCases(file, tally);
        }

        var cases = Path.Combine(folder, "hf", "cases.jsonl.gz");
        cases = File.Exists(cases) ? cases : Path.Combine(folder, "cases.jsonl.gz");
        if (!File.Exists(cases))
        {
            return;
        }

        var loaded = new Dictionary<string, Result<Tokenizer>>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(cases), CompressionMode.Decompress));
        while (await reader.ReadLineAsync() is { } line)
        {
            var row = JsonDocument.Parse(line).RootElement;
            var name = row.GetProperty("tokenizer").GetString()!;
            if (!loaded.TryGetValue(name, out var result))
            {
                loaded[name] = result = Load(Path.Combine(Path.GetDirectoryName(cases)!, name));
            }

            if (!result.Try(out var tokenizer, out var problem))
            {
                tally.Fail($"{name}: {problem}");
                continue;
            }

            if (tokenizer is SentencePieceTokenizer pieces)
            {
                ModelRow(name, row, pieces, tally);
            }
            else
            {
                JsonRow(name, row, tokenizer, tally);
            }
        }
    }

    /// <summary>The tokenizer of a GGUF file.</summary>
    public static Result<Tokenizer> Open(string file)
    {
        if (!GgufFile.Open(file).Try(out var opened, out var problem))
        {
            return problem;
        }

        using (opened)
        {
            return GgufTokenizer.Read(opened.Metadata).Then(TokenizerFactory.FromMetadata);
        }
    }

    private static Result<Tokenizer> Load(string path) => File.Exists(path + ".model")
        ? TokenizerFactory.FromSentencePiece(File.ReadAllBytes(path + ".model"))
        : TokenizerFactory.FromJson(File.ReadAllBytes(path + ".json"));

    private static void JsonRow(string name, JsonElement row, Tokenizer tokenizer, Tally tally)
    {
        var text = row.GetProperty("text").GetString()!;
        var ids = Ints(row.GetProperty("ids"));
        var framed = new EncodeOptions(AddSpecial: true, ParseSpecial: true);
        if (row.TryGetProperty("pair", out var pair))
        {
            var both = tokenizer.EncodePair(text, pair.GetString(), framed);
            Compare($"{name} pair ids '{text}'", ids, both.Ids, tally);
            Compare($"{name} pair types '{text}'", Ints(row.GetProperty("type_ids")), both.TypeIds, tally);
            return;
        }

        var got = tokenizer.EncodePair(text, null, framed);
        var offsets = row.GetProperty("offsets").EnumerateArray().Select(o => (o[0].GetInt32(), o[1].GetInt32()));
        Compare($"{name} ids '{text}'", ids, got.Ids, tally);
        Compare($"{name} encode '{text}'", ids, tokenizer.Encode(text, framed), tally);
        Compare($"{name} plain '{text}'", Ints(row.GetProperty("plain_ids")), tokenizer.Encode(text, framed with { AddSpecial = false }), tally);
        Compare($"{name} offsets '{text}'", offsets, got.Offsets, tally);
        Compare($"{name} decoded '{text}'", [row.GetProperty("decoded").GetString()!], [tokenizer.Decode(ids, skipSpecial: true)], tally);
        Compare($"{name} decoded all '{text}'", [row.GetProperty("decoded_all").GetString()!], [tokenizer.Decode(ids, skipSpecial: false)], tally);
    }

    private static void ModelRow(string name, JsonElement row, SentencePieceTokenizer tokenizer, Tally tally)
    {
        var text = row.GetProperty("text").GetString()!;
        var ids = Ints(row.GetProperty("ids"));
        var got = tokenizer.EncodePieces(text);
        Compare($"{name} ids '{text}'", ids, got.Select(p => p.Id), tally);
        Compare($"{name} encode '{text}'", ids, tokenizer.Encode(text, default), tally);
        Compare($"{name} pieces '{text}'", row.GetProperty("pieces").EnumerateArray().Select(p => p.GetString()!), got.Select(p => p.Piece), tally);
        Compare($"{name} decoded '{text}'", [row.GetProperty("decoded").GetString()!], [tokenizer.Decode(ids, skipSpecial: true)], tally);
    }

    private static void GgufCases(string file, Tally tally)
    {
        var name = Path.GetFileName(file);
        if (!Open(file).Try(out var tokenizer, out var problem))
        {
            tally.Fail($"{name}: {problem}");
            return;
        }

        var inputs = File.ReadAllText(file + ".inp").Split(Separator);
        var outputs = File.ReadAllText(file + ".out").Split('\n');
        for (var i = 0; i < inputs.Length; i++)
        {
            var wanted = outputs[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture));
            Compare($"{name} case {i} '{inputs[i]}'", wanted, tokenizer.Encode(inputs[i], default), tally);
        }
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(i => i.GetInt32())];

    private static void Compare<T>(string what, IEnumerable<T> wanted, IEnumerable<T> got, Tally tally)
    {
        if (wanted.SequenceEqual(got))
        {
            tally.Pass();
        }
        else
        {
            tally.Fail($"{what}: wanted [{string.Join('|', wanted)}], got [{string.Join('|', got)}]");
        }
    }
}
