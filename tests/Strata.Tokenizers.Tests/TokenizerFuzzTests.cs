using System.Text;
using Strata.Core.Results;
using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

/// <summary>Damaged files are problems or working tokenizers; nothing throws. Seeded.</summary>
public sealed class TokenizerFuzzTests
{
    private const string Text = "low [M]<s> Cats 12, é日🦊 \u0301ﬁ\t\n<x> lo<sep>";

    [Fact]
    public void Mutated_json()
    {
        var random = new Random(21);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(TinyJson.All[round % TinyJson.All.Length]);
            Mutate(bytes, random);
            Use(TokenizerFactory.FromJson(bytes), bytes);
        }
    }

    [Fact]
    public void Mutated_models()
    {
        var random = new Random(22);
        var model = TinyModel.Write(1, false, ("<unk>", 0, 2), ("▁", -5, 1), ("l", -6, 1), ("lo", -1, 1), ("<sep>", 0, 4), ("lol", -3, 5));
        for (var round = 0; round < 2000; round++)
        {
            var bytes = model.ToArray();
            Mutate(bytes, random);
            Use(TokenizerFactory.FromSentencePiece(bytes.AsSpan(0, random.Next(10) == 0 ? random.Next(bytes.Length) : bytes.Length)), bytes);
        }
    }

    [Fact]
    public void Mutated_metadata()
    {
        var random = new Random(23);
        string[] kinds = ["gpt2", "llama", "t5", "bert"];
        string[] spellings = ["", "a", "ab", "▁", "▁a", "<0x41>", "<unk>", "é", "<|end|>", "日", "l", "o", "lo", "<s>", "[M]"];
        for (var round = 0; round < 2000; round++)
        {
            var tokens = Enumerable.Range(0, random.Next(1, 20)).Select(_ => spellings[random.Next(spellings.Length)]).ToArray();
            var charsmap = new byte[random.Next(64)];
            random.NextBytes(charsmap);
            int? Id() => random.Next(2) == 0 ? null : random.Next(-2, 30);
            Use(TokenizerFactory.FromMetadata(new TokenizerMetadata
            {
                Model = kinds[round % 4],
                Pre = "default",
                Tokens = tokens,
                Scores = [.. tokens.Select(_ => random.Next(9) == 0 ? float.NaN : -random.NextSingle())],
                TokenTypes = [.. tokens.Select(_ => random.Next(-1, 9))],
                Merges = ["a b", "l o", "x", " ", "l  o", "é é"],
                UnknownId = Id(),
                BosId = Id(),
                EosId = Id(),
                SeparatorId = Id(),
                PrecompiledCharsmap = charsmap.Length < 16 ? default : charsmap,
            }), charsmap);
        }
    }

    private static void Mutate(byte[] bytes, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => bytes[random.Next(bytes.Length)],
                _ => (byte)"0123456789{}[]\",:-"[random.Next(18)],
            };
        }
    }

    private static void Use(Result<Tokenizer> result, byte[] input)
    {
        if (!result.Try(out var tokenizer, out _))
        {
            return;
        }

        try
        {
            foreach (var options in new[] { new EncodeOptions(true, true), default })
            {
                var encoding = tokenizer.EncodePair(Text, "low", options);
                tokenizer.Decode(tokenizer.Encode(Text, options), skipSpecial: false);
                Assert.All(encoding.Ids, id => Assert.InRange(id, 0, tokenizer.VocabularySize - 1));
            }
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{e}\n{Encoding.UTF8.GetString(input)}");
        }
    }
}
