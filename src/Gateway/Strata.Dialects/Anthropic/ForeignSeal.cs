using System.Buffers;
using System.Buffers.Text;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Another provider's seal in this dialect's <c>signature</c>: callers send thinking blocks back untouched, so encrypted reasoning of
/// any provider survives the way through them. The text is a mark, a version and base64url of a small JSON object; it proves nothing
/// and grants nothing, and what cannot be read is an unknown signature.
/// </summary>
internal static class ForeignSeal
{
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

    /// <summary>The block a signature stands for: another provider's, this dialect's own, or open reasoning where it is empty.</summary>
    public static ThinkingBlock Open(string text, string signature)
    {
        if (signature.Length == 0)
        {
            return new ThinkingBlock(text);
        }

        return Unpack(text, signature) ?? new ThinkingBlock(text) { Origin = AnthropicWords.Dialect, Signature = signature };
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
