using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>The method <c>countTokens</c>: bare <c>contents</c>, or a whole <c>generateContentRequest</c>.</summary>
public static class GeminiCountTokens
{
    /// <summary>Reads a caller's request as the conversation that is to be counted.</summary>
    public static Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, RequestTarget target) => MemberBody.Read(body, proto: true, (members, reading) =>
        members.Object("generateContentRequest") is { } inner ? GeminiRequestReader.Request(inner, target, reading) : GeminiRequestReader.Request(members, target, reading));

    /// <summary>Writes a request for a provider.</summary>
    public static Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(GeminiNames.Dialect);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteStartObject("generateContentRequest"u8);
            json.WriteString("model"u8, "models/" + profile.RemoteModel);
            GeminiRequestWriter.Members(json, request, profile, losses);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <summary>Reads a provider's count.</summary>
    public static Result<long> ReadAnswer(ReadOnlyMemory<byte> body) =>
        MemberBody.ReadAnswer(body.Span, proto: true, (members, _) => members.Whole("totalTokens", 0, 1L << 53) ?? 0); // protobuf leaves zeros out

    /// <summary>Writes the answer.</summary>
    public static void WriteAnswer(long tokens, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteNumber("totalTokens"u8, tokens);
        json.WriteStartArray("promptTokensDetails"u8);
        json.WriteStartObject();
        json.WriteString("modality"u8, "TEXT"u8);
        json.WriteNumber("tokenCount"u8, tokens);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
