using System.Text.Json;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.Json;

/// <summary>Reads <c>"pattern": {"String": …}</c> and <c>{"Regex": …}</c>; the regexes of the great families are hand-written.</summary>
internal static class PatternReader
{
    private const string Suffix = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static ISplitter Read(JsonElement owner)
    {
        var pattern = JsonRead.Object(owner, "pattern") ?? throw new FormatException("'pattern' is missing");
        if (JsonRead.OptionalText(pattern, "String") is { } literal)
        {
            return new LiteralSplitter(literal);
        }

        var regex = JsonRead.Text(pattern, "Regex");
        return regex switch
        {
            Suffix + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + Tail => new Llama3Splitter(3),
            Suffix + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + Tail => new Llama3Splitter(1),
            @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+" => new Gpt2Splitter(),
            _ => PatternSplitter.Create(regex).Try(out var splitter, out var problem) ? splitter : throw new FormatException(problem.Message),
        };
    }
}
