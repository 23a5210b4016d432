using System.Text.Json;
using Strata.Tokenizers.HuggingFace.Json;

namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Makes post-processors from their JSON. Ids must lie in the vocabulary.</summary>
internal static class PostProcessorReader
{
    public static IPostProcessor Read(JsonElement json, int vocabularySize) => JsonRead.Type(json) switch
    {
        "Sequence" => new SequenceProcessor([.. JsonRead.Items(json, "processors", TokenizerLimits.PipelineStepsMax).Select(p => Read(p, vocabularySize))]),
        "ByteLevel" => new ByteLevelProcessor(JsonRead.Flag(json, "trim_offsets", true), JsonRead.Flag(json, "add_prefix_space", true)),
        "BertProcessing" => new FrameProcessor(
            Named(json, "cls", vocabularySize), Named(json, "sep", vocabularySize), new(Roberta: false, TrimOffsets: false, AddPrefixSpace: false)),
        "RobertaProcessing" => new FrameProcessor(
            Named(json, "cls", vocabularySize), Named(json, "sep", vocabularySize),
            new(Roberta: true, JsonRead.Flag(json, "trim_offsets", true), JsonRead.Flag(json, "add_prefix_space", true))),
        "TemplateProcessing" => Template(json, vocabularySize),
        var type => throw new FormatException($"the post-processor '{type}' is not known"),
    };

    private static (string Text, int Id) Named(JsonElement json, string name, int vocabularySize)
    {
        var items = JsonRead.Items(json, name, 2);
        return items.Count == 2 && items[1].ValueKind == JsonValueKind.Number && items[1].TryGetInt32(out var id) && id >= 0 && id < vocabularySize
            ? (JsonRead.StringOf(items[0], name), id)
            : throw new FormatException($"'{name}' is not a token and its id");
    }

    private static TemplateProcessor Template(JsonElement json, int vocabularySize)
    {
        var tokens = new Dictionary<string, IReadOnlyList<(int, string)>>(StringComparer.Ordinal);
        if (JsonRead.Object(json, "special_tokens") is { } special)
        {
            foreach (var (name, value) in JsonRead.Members(special))
            {
                tokens[name] = Tokens(value, vocabularySize);
            }
        }

        return new TemplateProcessor(Pieces(json, "single", tokens), Pieces(json, "pair", tokens));
    }

    private static List<(int Id, string Text)> Tokens(JsonElement json, int vocabularySize)
    {
        var ids = JsonRead.Items(json, "ids", TokenizerLimits.PipelineStepsMax);
        var texts = JsonRead.Items(json, "tokens", TokenizerLimits.PipelineStepsMax);
        if (ids.Count != texts.Count)
        {
            throw new FormatException("a special token has other ids than texts");
        }

        return [.. ids.Zip(texts, (id, text) => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number >= 0 && number < vocabularySize
            ? (number, JsonRead.StringOf(text, "tokens"))
            : throw new FormatException("the id of a special token is not in the vocabulary"))];
    }

    private static List<TemplatePiece> Pieces(JsonElement json, string name, Dictionary<string, IReadOnlyList<(int, string)>> tokens)
    {
        var pieces = new List<TemplatePiece>();
        foreach (var item in JsonRead.Items(json, name, TokenizerLimits.PipelineStepsMax))
        {
            if (JsonRead.Object(item, "Sequence") is { } sequence)
            {
                pieces.Add(new TemplatePiece(JsonRead.Text(sequence, "id") == "A" ? 0 : 1, [], JsonRead.Number(sequence, "type_id", 0)));
                continue;
            }

            var token = JsonRead.Object(item, "SpecialToken") ?? throw new FormatException($"a piece of '{name}' is not known");
            var id = JsonRead.Text(token, "id");
            pieces.Add(tokens.TryGetValue(id, out var known)
                ? new TemplatePiece(-1, known, JsonRead.Number(token, "type_id", 0))
                : throw new FormatException($"the special token '{id}' of '{name}' is not described"));
        }

        return pieces;
    }
}
