using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Reads what the ledger needs out of a whole answer or one event while its bytes pass: usage, ends, errors, the amount of text. One
/// pass, nothing built. Members it does not know are skipped and pass through untouched.
/// </summary>
internal static class AnswerScanner
{
    private const int ErrorCharsMax = 300;

    /// <summary>Reads one object.</summary>
    /// <param name="data">The answer's body, or an event's data.</param>
    /// <param name="counts">The stream's usage so far; it grows.</param>
    /// <param name="capture">Takes the answer's text.</param>
    public static WireScan Scan(ReadOnlySpan<byte> data, ref UsageCounts counts, ITextSink? capture)
    {
        var scan = new WireScan();
        try
        {
            var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return new WireScan { IsBroken = true };
            }

            Members(ref json, ref scan, ref counts, capture);
            json.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    /// <summary>The body of an answer, the message inside <c>message_start</c>, or an event: their members do not collide.</summary>
    private static void Members(ref Utf8JsonReader json, ref WireScan scan, ref UsageCounts counts, ITextSink? capture)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("content_block"u8))
            {
                json.Read();
                Block(ref json, ref scan, capture);
            }
            else if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                Type(ref json, ref scan);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                json.Read();
                counts.Merge(ref json);
                scan.Usage = counts.ToUsage();
                scan.ReportedCost = counts.ReportedCost;
                scan.ServiceTier = counts.ServiceTier;
            }
            else if (json.ValueTextEquals("message"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    Members(ref json, ref scan, ref counts, capture);
                }
            }
            else if (json.ValueTextEquals("content"u8))
            {
                json.Read();
                Blocks(ref json, ref scan, capture);
            }
            else
            {
                Rest(ref json, ref scan);
            }
        }
    }

    private static void Rest(ref Utf8JsonReader json, ref WireScan scan)
    {
        if (json.ValueTextEquals("stop_reason"u8))
        {
            json.Read();
            Ended(ref json, ref scan);
        }
        else if (json.ValueTextEquals("error"u8))
        {
            json.Read();
            Error(ref json, ref scan);
        }
        else if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            scan.AnswerId = json.TokenType == JsonTokenType.String ? json.GetString() : scan.AnswerId;
            json.Skip();
        }
        else
        {
            json.Skip();
        }
    }

    private static void Type(ref Utf8JsonReader json, ref WireScan scan)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            scan.IsEnd |= json.ValueTextEquals("message_stop"u8);
            scan.HasError |= json.ValueTextEquals("error"u8);
            scan.Seen |= json.ValueTextEquals("message_start"u8) || json.ValueTextEquals("message"u8) ? UInt128.One : 0;
        }

        json.Skip();
    }

    private static void Ended(ref Utf8JsonReader json, ref WireScan scan)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            scan.Finished = scan.Seen = UInt128.One;
            scan.FinishReason ??= json.GetString();
        }

        json.Skip();
    }

    private static void Blocks(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Block(ref json, ref scan, capture);
        }
    }

    /// <summary>A block, its opening or a piece of it. Text, reasoning and arguments count; a block of the provider's own is data.</summary>
    private static void Block(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isText = json.ValueTextEquals("text"u8);
            if (isText || json.ValueTextEquals("thinking"u8) || json.ValueTextEquals("partial_json"u8) || json.ValueTextEquals("name"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                {
                    scan.TakeText((int)json.TokenStartIndex + 1, json.ValueSpan.Length, isText);
                }

                if (isText && capture is not null && json.TokenType == JsonTokenType.String)
                {
                    Capture(ref json, capture);
                }

                json.Skip();
            }
            else if (json.ValueTextEquals("stop_reason"u8))
            {
                json.Read();
                Ended(ref json, ref scan);
            }
            else if (json.ValueTextEquals("input"u8))
            {
                json.Read();
                var start = json.TokenStartIndex;
                json.Skip();
                var bytes = json.BytesConsumed - start;
                scan.ContentBytes += bytes > 2 ? bytes : 0; // a stream opens a call with {}
            }
            else
            {
                var isType = json.ValueTextEquals("type"u8);
                json.Read();
                scan.HasData |= isType && json.TokenType == JsonTokenType.String && IsData(ref json);
                json.Skip();
            }
        }
    }

    private static bool IsData(ref Utf8JsonReader json) =>
        !(json.ValueTextEquals("text"u8) || json.ValueTextEquals("text_delta"u8) || json.ValueTextEquals("input_json_delta"u8) || json.ValueTextEquals("thinking_delta"u8)
            || json.ValueTextEquals("signature_delta"u8) || json.ValueTextEquals("citations_delta"u8) || json.ValueTextEquals("thinking"u8) || json.ValueTextEquals("tool_use"u8));

    private static void Capture(ref Utf8JsonReader json, ITextSink capture)
    {
        var chars = ArrayPool<char>.Shared.Rent(Math.Max(1, json.ValueSpan.Length));
        try
        {
            capture.Add(chars.AsSpan(0, json.CopyString(chars)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private static void Error(ref Utf8JsonReader json, ref WireScan scan)
    {
        scan.HasError |= json.TokenType != JsonTokenType.Null;
        scan.ErrorMessage = json.TokenType == JsonTokenType.String ? Cut(json.GetString()) : scan.ErrorMessage;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = json.ValueTextEquals("type"u8);
            var isMessage = json.ValueTextEquals("message"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.String && (isType || isMessage))
            {
                var text = Cut(json.GetString());
                scan.ErrorCode = isType ? text : scan.ErrorCode;
                scan.ErrorMessage = isMessage ? text : scan.ErrorMessage;
            }

            json.Skip();
        }
    }

    private static string? Cut(string? text) => text is { Length: > ErrorCharsMax } ? text[..ErrorCharsMax] + "…" : text;
}
