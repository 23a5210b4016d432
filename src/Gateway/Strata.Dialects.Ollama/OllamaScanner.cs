using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Ollama;

/// <summary>Looks at one object of an answer in passing.</summary>
internal static class OllamaScanner
{
    public static WireScan Scan(ReadOnlySpan<byte> data, ITextSink? capture)
    {
        var scan = default(WireScan);
        try
        {
            var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            scan.IsBroken = !json.Read() || json.TokenType != JsonTokenType.StartObject;
            (long Prompt, long Answer, bool IsSaid) counts = default;
            while (!scan.IsBroken && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("error"u8))
                {
                    (scan.HasError, scan.ErrorCode, scan.ErrorMessage) = (true, "", OllamaErrors.Read(data).Message);
                    json.Skip();
                }
                else
                {
                    Member(ref json, ref scan, ref counts, capture);
                }
            }

            scan.IsBroken |= json.TokenType != JsonTokenType.EndObject || json.Read();
            scan.Usage = counts.IsSaid ? new TokenUsage { Input = counts.Prompt, Output = counts.Answer } : null;
            scan.Seen = scan.HasError || scan.IsBroken ? UInt128.Zero : UInt128.One;
            scan.FinishReason = scan.Finished != 0 ? scan.FinishReason ?? "stop" : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    private static void Member(ref Utf8JsonReader json, ref WireScan scan, ref (long Prompt, long Answer, bool IsSaid) counts, ITextSink? capture)
    {
        if (json.ValueTextEquals("message"u8))
        {
            Message(ref json, ref scan, capture);
        }
        else if (json.ValueTextEquals("response"u8))
        {
            json.Read();
            Text(ref json, ref scan, capture);
        }
        else if (json.ValueTextEquals("thinking"u8))
        {
            json.Read();
            Text(ref json, ref scan, null);
        }
        else if (json.ValueTextEquals("done"u8))
        {
            json.Read();
            scan.IsEnd = json.TokenType == JsonTokenType.True;
            scan.Finished = scan.IsEnd ? 1u : 0u;
        }
        else if (json.ValueTextEquals("done_reason"u8))
        {
            json.Read();
            scan.FinishReason = json.TokenType == JsonTokenType.String ? json.GetString() : null;
        }
        else if (json.ValueTextEquals("prompt_eval_count"u8))
        {
            counts.Prompt = Count(ref json, ref counts.IsSaid);
        }
        else if (json.ValueTextEquals("eval_count"u8))
        {
            counts.Answer = Count(ref json, ref counts.IsSaid);
        }
        else if (json.ValueTextEquals("embeddings"u8) || json.ValueTextEquals("embedding"u8))
        {
            scan.HasData = true;
        }

        json.Skip();
    }

    private static void Message(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = json.ValueTextEquals("content"u8);
            var isThought = json.ValueTextEquals("thinking"u8);
            var isCalls = json.ValueTextEquals("tool_calls"u8);
            json.Read();
            var start = json.TokenStartIndex;
            if (isContent || isThought)
            {
                Text(ref json, ref scan, isContent ? capture : null);
            }

            json.Skip();
            scan.ContentBytes += isCalls && json.TokenType == JsonTokenType.EndArray ? json.BytesConsumed - start : 0;
        }
    }

    private static void Text(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            scan.ContentBytes += json.ValueSpan.Length;
            capture?.Add(json.GetString());
        }
    }

    private static long Count(ref Utf8JsonReader json, ref bool isSaid)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count))
        {
            isSaid = true;
            return Math.Clamp(count, 0, 1L << 53);
        }

        return 0;
    }
}
