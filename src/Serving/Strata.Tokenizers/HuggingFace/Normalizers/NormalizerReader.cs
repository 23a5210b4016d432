using System.Text.Json;
using Strata.Tokenizers.HuggingFace.Json;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>Makes normalisers from their JSON.</summary>
internal static class NormalizerReader
{
    public static INormalizer Read(JsonElement json) => JsonRead.Type(json) switch
    {
        "Sequence" => new SequenceNormalizer([.. JsonRead.Items(json, "normalizers", TokenizerLimits.PipelineStepsMax).Select(Read)]),
        "NFC" => Form(NormalizationKind.C),
        "NFD" => Form(NormalizationKind.D),
        "NFKC" => Form(NormalizationKind.KC),
        "NFKD" => Form(NormalizationKind.KD),
        "Lowercase" => new ActionNormalizer(SimpleNormalizers.Lowercase),
        "StripAccents" => new ActionNormalizer(SimpleNormalizers.StripMarks),
        "Nmt" => new ActionNormalizer(SimpleNormalizers.Nmt),
        "ByteLevel" => new ActionNormalizer(SimpleNormalizers.ByteLevel),
        "Strip" => new StripNormalizer(JsonRead.Flag(json, "strip_left", true), JsonRead.Flag(json, "strip_right", true)),
        "Replace" => new ReplaceNormalizer(PatternReader.Read(json), JsonRead.Text(json, "content")),
        "Prepend" => Prepend(JsonRead.Text(json, "prepend")),
        "BertNormalizer" => Bert(json),
        "Precompiled" => Precompiled(json),
        var type => throw new FormatException($"the normalizer '{type}' is not known"),
    };

    private static ActionNormalizer Form(NormalizationKind kind) => new(text => SimpleNormalizers.Normalize(text, kind));

    private static ActionNormalizer Prepend(string prefix) => new(text => text.Prepend(prefix));

    private static BertNormalizer Bert(JsonElement json)
    {
        var lowercase = JsonRead.Flag(json, "lowercase", true);
        return new BertNormalizer(
            JsonRead.Flag(json, "clean_text", true), JsonRead.Flag(json, "handle_chinese_chars", true), JsonRead.Flag(json, "strip_accents", lowercase), lowercase);
    }

    private static INormalizer Precompiled(JsonElement json)
    {
        var blob = JsonRead.Base64(json, "precompiled_charsmap");
        if (blob.Length == 0)
        {
            return new ActionNormalizer(_ => { });
        }

        return Charsmap.Read(blob).Try(out var rules, out var problem) ? new PrecompiledNormalizer(rules) : throw new FormatException(problem.Message);
    }
}
