using System.Text.Json;
using Strata.Tokenizers.HuggingFace.Json;
using Strata.Tokenizers.HuggingFace.PreTokenizers;

namespace Strata.Tokenizers.HuggingFace.Decoders;

/// <summary>Makes decoders from their JSON.</summary>
internal static class DecoderReader
{
    public static IDecoder Read(JsonElement json) => JsonRead.Type(json) switch
    {
        "Sequence" => Sequence(json),
        "ByteLevel" => new ListDecoder(Rewrites.ByteLevel),
        "ByteFallback" => new ListDecoder(Rewrites.ByteFallback),
        "Fuse" => new ListDecoder(pieces => [string.Concat(pieces)]),
        "WordPiece" => WordPiece(json),
        "Metaspace" => Metaspace(json),
        "BPEDecoder" => Suffix(JsonRead.OptionalText(json, "suffix") ?? "</w>"),
        "Replace" => Replace(json),
        "Strip" => Strip(json),
        "CTC" => Ctc(json),
        var type => throw new FormatException($"the decoder '{type}' is not known"),
    };

    private static ListDecoder Sequence(JsonElement json)
    {
        IDecoder[] steps = [.. JsonRead.Items(json, "decoders", TokenizerLimits.PipelineStepsMax).Select(Read)];
        return new ListDecoder(pieces => steps.Aggregate(pieces, (current, step) => step.Decode(current)));
    }

    private static PieceDecoder WordPiece(JsonElement json)
    {
        var prefix = JsonRead.OptionalText(json, "prefix") ?? "##";
        var cleanUp = JsonRead.Flag(json, "cleanup", true);
        return new PieceDecoder((piece, index, _) => Rewrites.WordPiece(piece, index, prefix, cleanUp));
    }

    private static PieceDecoder Metaspace(JsonElement json)
    {
        var sign = JsonRead.Char(json, "replacement", '▁').ToString();
        var prepends = PreTokenizerReader.Scheme(json) != PrependScheme.Never;
        return new PieceDecoder((piece, index, _) => piece.Replace(sign, index == 0 && prepends ? string.Empty : " ", StringComparison.Ordinal));
    }

    private static PieceDecoder Suffix(string suffix) => new((piece, index, count) =>
        suffix.Length == 0 ? piece : piece.Replace(suffix, index == count - 1 ? string.Empty : " ", StringComparison.Ordinal));

    private static PieceDecoder Replace(JsonElement json)
    {
        var pattern = PatternReader.Read(json);
        var content = JsonRead.Text(json, "content");
        return new PieceDecoder((piece, _, _) => Rewrites.Replace(piece, pattern, content));
    }

    private static PieceDecoder Strip(JsonElement json)
    {
        var (content, start, stop) = (JsonRead.Char(json, "content"), JsonRead.Number(json, "start", 0), JsonRead.Number(json, "stop", 0));
        return new PieceDecoder((piece, _, _) => Rewrites.Strip(piece, content, start, stop));
    }

    private static ListDecoder Ctc(JsonElement json)
    {
        var padding = JsonRead.OptionalText(json, "pad_token") ?? "<pad>";
        var delimiter = JsonRead.OptionalText(json, "word_delimiter_token") ?? "|";
        var cleanUp = JsonRead.Flag(json, "cleanup", true);
        return new ListDecoder(pieces => Rewrites.Ctc(pieces, padding, delimiter, cleanUp));
    }
}
