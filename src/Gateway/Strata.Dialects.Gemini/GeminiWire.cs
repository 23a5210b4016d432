using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>The byte path from Gemini to Gemini. The model stands in the path, so the body goes on as it came.</summary>
internal sealed class GeminiWire : IWire
{
    public static GeminiWire Instance { get; } = new();

    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target)
    {
        if (Utf8Check.Of(body) is { } wrong)
        {
            return wrong;
        }

        var request = new WireRequest { Model = target.Model ?? "", Stream = target.Stream ?? false, IncludeUsage = true };
        if (request.Model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            return Problem.Invalid($"The path names no model of 1 to {JsonLimits.ModelCharsMax} characters: /v1beta/models/MODEL:generateContent.", "model");
        }

        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return JsonProblems.NotAnObject();
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref json, request);
            }

            while (json.Read())
            {
            }

            return request;
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) => [body];

    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => GeminiScanner.Scan(body, capture);

    public IWireStream OpenStream() => GeminiWireStream.Instance;

    private static void Member(ref Utf8JsonReader json, WireRequest request)
    {
        if (json.ValueTextEquals("contents"u8))
        {
            request.PromptAt = Value(ref json);
        }
        else if (json.ValueTextEquals("systemInstruction"u8) || json.ValueTextEquals("system_instruction"u8))
        {
            request.SystemAt = Value(ref json);
        }
        else if (json.ValueTextEquals("tools"u8))
        {
            request.HasTools = Value(ref json).Length > 2;
        }
        else if (json.ValueTextEquals("labels"u8))
        {
            request.MetadataAt = Value(ref json);
        }
        else if (json.ValueTextEquals("generationConfig"u8) || json.ValueTextEquals("generation_config"u8))
        {
            Config(ref json, request);
        }
        else
        {
            json.Skip();
        }
    }

    private static void Config(ref Utf8JsonReader json, WireRequest request)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isMost = json.ValueTextEquals("maxOutputTokens"u8) || json.ValueTextEquals("max_output_tokens"u8);
            var isCount = json.ValueTextEquals("candidateCount"u8) || json.ValueTextEquals("candidate_count"u8);
            var isTemperature = json.ValueTextEquals("temperature"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.Number)
            {
                request.OutputTokensMax = isMost && json.TryGetInt64(out var most) && most > 0 ? most : request.OutputTokensMax;
                request.Choices = isCount && json.TryGetInt32(out var count) ? Math.Clamp(count, 1, GeminiNames.CandidatesMax) : request.Choices;
                request.Temperature = isTemperature && json.TryGetDouble(out var temperature) ? temperature : request.Temperature;
            }

            json.Skip();
        }
    }

    private static ByteRange Value(ref Utf8JsonReader json)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return new ByteRange(start, (int)json.BytesConsumed - start);
    }
}
