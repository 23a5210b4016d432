using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Ollama;

/// <summary>The byte path from Ollama to Ollama: only the model's name is replaced.</summary>
internal sealed class OllamaWire : IWire, IWireStream
{
    public static OllamaWire Instance { get; } = new();

    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target)
    {
        if (Utf8Check.Of(body) is { } wrong)
        {
            return wrong;
        }

        var request = new WireRequest { Stream = target.Stream ?? true, IncludeUsage = true };
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return JsonProblems.NotAnObject();
            }

            Problem? problem = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                problem ??= Member(ref json, request);
                json.Skip();
            }

            while (json.Read())
            {
            }

            return problem ?? (request.Model.Length is > 0 and <= JsonLimits.ModelCharsMax ? request : (Result<WireRequest>)JsonProblems.Missing("model"));
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            return JsonProblems.HalfCharacter("model");
        }
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) =>
        [body[..request.ModelAt.Start], JsonText.Quoted(options.RemoteModel), body[(request.ModelAt.Start + request.ModelAt.Length)..]];

    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => OllamaScanner.Scan(body, capture);

    public IWireStream OpenStream() => this;

    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture) => data.IsEmpty ? default : OllamaScanner.Scan(data, capture);

    private static Problem? Member(ref Utf8JsonReader json, WireRequest request)
    {
        if (json.ValueTextEquals("model"u8))
        {
            var isTwice = request.ModelAt.IsThere;
            request.ModelAt = Value(ref json);
            if (json.TokenType != JsonTokenType.String)
            {
                return JsonProblems.WrongType("model", "a string");
            }

            request.Model = json.GetString()!;
            return isTwice ? JsonProblems.Twice("model") : null;
        }

        if (json.ValueTextEquals("stream"u8))
        {
            json.Read();
            request.Stream = json.TokenType != JsonTokenType.False;
        }
        else if (json.ValueTextEquals("messages"u8) || json.ValueTextEquals("prompt"u8))
        {
            request.PromptAt = Value(ref json);
        }
        else if (json.ValueTextEquals("system"u8))
        {
            request.SystemAt = Value(ref json);
        }
        else if (json.ValueTextEquals("tools"u8))
        {
            request.HasTools = Value(ref json).Length > 2;
        }
        else if (json.ValueTextEquals("options"u8))
        {
            Options(ref json, request);
        }

        return null;
    }

    private static void Options(ref Utf8JsonReader json, WireRequest request)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isMost = json.ValueTextEquals("num_predict"u8);
            var isTemperature = json.ValueTextEquals("temperature"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.Number)
            {
                request.OutputTokensMax = isMost && json.TryGetInt64(out var most) && most > 0 ? most : request.OutputTokensMax;
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
