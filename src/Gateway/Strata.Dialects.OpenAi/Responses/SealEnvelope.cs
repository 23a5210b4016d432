using System.Buffers;
using System.Buffers.Text;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Another provider's seal inside <c>encrypted_content</c>, which callers send back untouched: so signed reasoning, and signatures of
/// calls, survive the way through this dialect. A mark, a version and base64url of a small object; it proves and grants nothing.
/// </summary>
internal static class SealEnvelope
{
    private const string Mark = "strata-seal.1.";
    private const int CharsMax = 4 << 20;

    /// <summary>The value for a block; null where nothing is sealed.</summary>
    /// <param name="block">The reasoning.</param>
    /// <param name="callId">The call whose signature this is; null for reasoning.</param>
    public static string? Close(ThinkingBlock block, string? callId = null)
    {
        if (block.Origin is DialectNames.Responses || (block.Signature ?? block.Sealed) is null)
        {
            return block.Sealed;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("o", block.Origin);
            json.WriteSaid("i", block.Id);
            json.WriteSaid("g", block.Signature);
            json.WriteSaid("s", block.Sealed);
            json.WriteSaid("c", callId);
            json.WriteEndObject();
        }

        return Mark + Base64Url.EncodeToString(output.WrittenSpan);
    }

    /// <summary>The block a value stands for.</summary>
    /// <param name="text">The readable reasoning.</param>
    /// <param name="encrypted">The value; null where there is none.</param>
    /// <param name="callId">The call whose signature it is; null for reasoning.</param>
    public static ThinkingBlock Open(string text, string? encrypted, out string? callId)
    {
        callId = null;
        if (encrypted is null || !encrypted.StartsWith(Mark, StringComparison.Ordinal) || encrypted.Length > CharsMax)
        {
            return new ThinkingBlock(text) { Origin = DialectNames.Responses, Sealed = encrypted };
        }

        string? call = null;
        var body = new byte[encrypted.Length];
        if (Base64Url.DecodeFromChars(encrypted.AsSpan(Mark.Length), body, out _, out var written) != OperationStatus.Done
            || !JsonBody.Read(body.AsMemory(0, written), Read).Try(out var block, out _))
        {
            return new ThinkingBlock(text) { Origin = DialectNames.Responses, Sealed = encrypted };
        }

        callId = call;
        return block;

        ThinkingBlock Read(JsonValue value)
        {
            call = value.Find("c")?.Text();
            return new ThinkingBlock(text) { Origin = value.Find("o")?.Text() ?? "", Id = value.Find("i")?.Text(), Signature = value.Find("g")?.Text(), Sealed = value.Find("s")?.Text() };
        }
    }
}
