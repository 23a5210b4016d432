using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>Looks at one <c>GenerateContentResponse</c> in passing.</summary>
internal static class GeminiScanner
{
    public static WireScan Scan(ReadOnlySpan<byte> data, ITextSink? capture)
    {
        var scan = default(WireScan);
        try
        {
            var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                scan.IsBroken = true;
                return scan;
            }

            long searches = 0;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref json, data, ref scan, ref searches, capture);
            }

            scan.IsBroken = json.TokenType != JsonTokenType.EndObject || json.Read();
            if (scan.Usage is { } usage && searches > 0)
            {
                scan.Usage = usage with { ToolCalls = searches };
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    private static void Member(ref Utf8JsonReader json, ReadOnlySpan<byte> data, ref WireScan scan, ref long searches, ITextSink? capture)
    {
        if (json.ValueTextEquals("candidates"u8) && Opens(ref json, JsonTokenType.StartArray))
        {
            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                Candidate(ref json, ref scan, ref searches, capture);
            }
        }
        else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("usageMetadata"u8))
        {
            json.Read();
            scan.Usage = GeminiUsageReader.Read(ref json, out var tier) ?? scan.Usage;
            scan.ServiceTier = tier ?? scan.ServiceTier;
        }
        else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("responseId"u8))
        {
            json.Read();
            scan.AnswerId = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            json.Skip();
        }
        else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("promptFeedback"u8) && Opens(ref json, JsonTokenType.StartObject))
        {
            Feedback(ref json, ref scan);
        }
        else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("error"u8))
        {
            var error = GeminiErrors.Read(data);
            (scan.HasError, scan.ErrorCode, scan.ErrorMessage) = (true, error.Code, error.Message);
            json.Skip();
        }
        else
        {
            json.Skip();
        }
    }

    private static void Candidate(ref Utf8JsonReader json, ref WireScan scan, ref long searches, ITextSink? capture)
    {
        var index = 0;
        string? reason = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("content"u8) && Opens(ref json, JsonTokenType.StartObject))
            {
                Content(ref json, ref scan, capture);
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("index"u8))
            {
                json.Read();
                index = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var at) ? at & 127 : 0;
                json.Skip();
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("finishReason"u8))
            {
                json.Read();
                reason = json.TokenType == JsonTokenType.String ? json.GetString() : null;
                json.Skip();
            }
            else if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("groundingMetadata"u8) && Opens(ref json, JsonTokenType.StartObject))
            {
                searches = Math.Max(searches, Searches(ref json));
            }
            else
            {
                json.Skip();
            }
        }

        scan.Seen |= UInt128.One << index;
        if (reason is { Length: > 0 } and not "FINISH_REASON_UNSPECIFIED")
        {
            scan.Finished |= UInt128.One << index;
            scan.FinishReason ??= reason;
        }
    }

    private static void Content(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("parts"u8) || !Opens(ref json, JsonTokenType.StartArray))
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject)
            {
                Part(ref json, ref scan, capture);
            }
        }
    }

    private static void Part(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        var isThought = false;
        string? text = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("text"u8))
            {
                json.Read();
                scan.ContentBytes += json.TokenType == JsonTokenType.String ? json.ValueSpan.Length : 0;
                text = capture is not null && json.TokenType == JsonTokenType.String ? json.GetString() : null;
            }
            else if (json.ValueTextEquals("functionCall"u8))
            {
                json.Read();
                var start = json.TokenStartIndex;
                json.Skip();
                scan.ContentBytes += json.BytesConsumed - start;
            }
            else if (json.ValueTextEquals("thought"u8))
            {
                json.Read();
                isThought = json.TokenType == JsonTokenType.True;
            }
            else if (json.ValueTextEquals("thoughtSignature"u8))
            {
                json.Read();
            }
            else
            {
                scan.HasData = true; // pictures, executions
            }

            json.Skip();
        }

        if (text is not null && !isThought)
        {
            capture!.Add(text);
        }
    }

    private static void Feedback(ref Utf8JsonReader json, ref WireScan scan)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isReason = json.ValueTextEquals("blockReason"u8);
            json.Read();
            if (isReason && json.TokenType == JsonTokenType.String)
            {
                scan.Seen |= UInt128.One;
                scan.Finished |= UInt128.One;
                scan.FinishReason = json.GetString();
            }

            json.Skip();
        }
    }

    private static long Searches(ref Utf8JsonReader json)
    {
        long count = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("webSearchQueries"u8) || !Opens(ref json, JsonTokenType.StartArray))
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                count++;
                json.Skip();
            }
        }

        return count;
    }

    /// <summary>Moves to the value; where it is not of this kind it is passed over by the caller's Skip.</summary>
    private static bool Opens(ref Utf8JsonReader json, JsonTokenType kind)
    {
        json.Read();
        return json.TokenType == kind;
    }
}
