using System.Buffers;
using System.Buffers.Text;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Translation;

/// <summary>
/// Another provider's seal in this dialect's <c>signature</c>: callers send thinking blocks back untouched, so encrypted reasoning of
/// any provider survives the way through them. The text is a mark, a version and base64url of a small JSON object; it proves nothing
/// and grants nothing, and what cannot be read is an unknown signature.
/// </summary>
internal static class ForeignSeal
{
    /// <summary>Whose seals calls bear: one dialect has them.</summary>
    public const string OriginOfCalls = "gemini";

    private const string Mark = "strata-seal.1.";
    private const int BytesMax = 4 << 20;

    /// <summary>The signature that a block of another provider gets; empty for open reasoning.</summary>
    public static string Of(ThinkingBlock block)
    {
        if (block.Origin.Length == 0 || (block.Signature ?? block.Sealed) is null)
        {
            return "";
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("o", block.Origin);
            json.WriteSaid("i", block.Id);
            json.WriteSaid("g", block.Signature);
            json.WriteSaid("s", block.Sealed);
            json.WriteEndObject();
        }

        return Mark + Base64Url.EncodeToString(output.WrittenSpan);
    }

    /// <summary>The empty thinking block that bears a call's seal behind it; null where the call has none.</summary>
    public static ThinkingBlock? BearerOf(ToolCallBlock call) =>
        call.Signature is null ? null : new ThinkingBlock("") { Origin = OriginOfCalls, Id = call.Id, Signature = call.Signature };

    /// <summary>Gives calls their seals back from the empty thinking blocks behind them.</summary>
    public static IReadOnlyList<Block> Reunite(IReadOnlyList<Block> blocks)
    {
        if (!blocks.Any(block => block is ThinkingBlock { Origin: OriginOfCalls, Id: not null }))
        {
            return blocks;
        }

        var result = new List<Block>(blocks.Count);
        foreach (var block in blocks)
        {
            var at = block is ThinkingBlock { Origin: OriginOfCalls, Text.Length: 0, Id: { } id } ? result.FindIndex(one => one is ToolCallBlock call && call.Id == id) : -1;
            if (at < 0)
            {
                result.Add(block);
            }
            else
            {
                result[at] = (ToolCallBlock)result[at] with { Signature = ((ThinkingBlock)block).Signature };
            }
        }

        return result;
    }

    /// <summary>The block a signature stands for: another provider's, this dialect's own, or open reasoning where it is empty.</summary>
    public static ThinkingBlock Open(string text, string signature)
    {
        if (signature.Length == 0)
        {
            return new ThinkingBlock(text);
        }

        return Unpack(text, signature) ?? new ThinkingBlock(text) { Origin = ClaudeSeals.Anthropic, Signature = signature };
    }

    private static ThinkingBlock? Unpack(string text, string signature)
    {
        if (!signature.StartsWith(Mark, StringComparison.Ordinal) || signature.Length > BytesMax)
        {
            return null;
        }

        try
        {
            var body = Base64Url.DecodeFromChars(signature.AsSpan(Mark.Length));
            var result = JsonBody.Read(body, value =>
            {
                var root = new ObjectReader(value);
                return new ThinkingBlock(text) { Origin = root.NeedText("o"), Id = root.Text("i"), Signature = root.Text("g"), Sealed = root.Text("s") };
            });
            return result.Try(out var block, out _) ? block : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
