using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Reads what the ledger needs out of events and whole answers while their bytes pass: usage, ends, errors, the amount of text, the
/// answer's id. Members it does not know are skipped and pass through untouched.
/// </summary>
internal static class ResponseScanner
{
    private const int ErrorCharsMax = 300;
    private const int IdCharsMax = 256;

    /// <summary>Reads an event. Its type is in its data; the frame's name says the same where there is one.</summary>
    public static WireScan Event(ReadOnlySpan<byte> data, ITextSink? capture)
    {
        var scan = default(WireScan);
        try
        {
            var json = Open(data);
            var kind = TypeOf(json);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref json, ref scan, kind, capture);
            }

            scan.HasError |= kind is ResponseEventKind.Error or ResponseEventKind.Failed;
            scan.IsEnd = kind == ResponseEventKind.End;
            scan.Seen = kind == ResponseEventKind.End || scan.ContentBytes > 0 ? UInt128.One : 0;
            scan.Finished = kind == ResponseEventKind.End ? UInt128.One : 0;
            scan.HasData = kind == ResponseEventKind.Other && scan.HasData;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    /// <summary>Reads a whole response object.</summary>
    public static WireScan Answer(ReadOnlySpan<byte> body, ITextSink? capture)
    {
        var scan = default(WireScan);
        try
        {
            var json = Open(body);
            Response(ref json, ref scan, capture, isWhole: true);
            scan.Seen = 1;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    private static Utf8JsonReader Open(ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        return json.Read() && json.TokenType == JsonTokenType.StartObject ? json : throw new JsonException("Not an object.");
    }

    /// <summary>Looks for the type ahead of the members, wherever it stands. Most servers put it first.</summary>
    private static ResponseEventKind TypeOf(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (!ahead.ValueTextEquals("type"u8))
            {
                ahead.Skip();
                continue;
            }

            ahead.Read();
            return ahead.TokenType != JsonTokenType.String ? ResponseEventKind.Other
                : ahead.ValueTextEquals("response.output_text.delta"u8) ? ResponseEventKind.Text
                : ahead.ValueTextEquals("response.completed"u8) || ahead.ValueTextEquals("response.incomplete"u8) ? ResponseEventKind.End
                : ahead.ValueTextEquals("response.failed"u8) ? ResponseEventKind.Failed
                : ahead.ValueTextEquals("error"u8) ? ResponseEventKind.Error
                : ahead.ValueTextEquals("response.created"u8) ? ResponseEventKind.Created
                : ahead.ValueSpan.EndsWith(".delta"u8) ? ResponseEventKind.Delta : ResponseEventKind.Other;
        }

        return ResponseEventKind.Other;
    }

    private static void Member(ref Utf8JsonReader json, ref WireScan scan, ResponseEventKind kind, ITextSink? capture)
    {
        if (kind is ResponseEventKind.Text or ResponseEventKind.Delta && json.ValueTextEquals("delta"u8))
        {
            json.Read();
            Text(ref json, ref scan, kind == ResponseEventKind.Text ? capture : null);
        }
        else if (kind is ResponseEventKind.End or ResponseEventKind.Failed or ResponseEventKind.Created && json.ValueTextEquals("response"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Response(ref json, ref scan, capture: null, isWhole: false);
            }
        }
        else if (kind == ResponseEventKind.Error)
        {
            ErrorMember(ref json, ref scan);
        }
        else if (json.ValueTextEquals("error"u8))
        {
            json.Read();
            Error(ref json, ref scan);
        }
        else
        {
            scan.HasData |= json.ValueTextEquals("partial_image_b64"u8);
            json.Skip();
        }
    }

    private static void Response(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture, bool isWhole)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
            {
                json.Read();
                scan.AnswerId = json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 and <= IdCharsMax } id ? id : null;
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                json.Read();
                scan.Usage = UsageReader.Read(ref json, out var cost);
                scan.ReportedCost = cost;
            }
            else if (json.ValueTextEquals("service_tier"u8))
            {
                json.Read();
                scan.ServiceTier = ServiceTiers.Read(ref json);
            }
            else if (json.ValueTextEquals("status"u8))
            {
                json.Read();
                var isDone = json.TokenType == JsonTokenType.String && (json.ValueTextEquals("completed"u8) || json.ValueTextEquals("incomplete"u8));
                scan.Finished = isDone ? UInt128.One : 0;
                scan.FinishReason ??= isDone ? json.GetString() : null;
                scan.HasData |= json.TokenType == JsonTokenType.String && (json.ValueTextEquals("queued"u8) || json.ValueTextEquals("in_progress"u8) || json.ValueTextEquals("cancelled"u8));
            }
            else if (json.ValueTextEquals("incomplete_details"u8))
            {
                json.Read();
                Reason(ref json, ref scan);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                json.Read();
                Error(ref json, ref scan);
            }
            else if (isWhole && json.ValueTextEquals("output"u8))
            {
                json.Read();
                ResponseOutputScanner.Scan(ref json, ref scan, capture);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void Text(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            scan.ContentBytes += json.ValueSpan.Length;
            ResponseOutputScanner.Capture(ref json, capture);
        }
        else
        {
            json.Skip();
        }
    }

    private static void Reason(ref Utf8JsonReader json, ref WireScan scan)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isReason = json.ValueTextEquals("reason"u8);
            json.Read();
            scan.FinishReason = isReason && json.TokenType == JsonTokenType.String ? json.GetString() : scan.FinishReason;
            json.Skip();
        }
    }

    private static void Error(ref Utf8JsonReader json, ref WireScan scan)
    {
        scan.HasError |= json.TokenType != JsonTokenType.Null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ErrorMember(ref json, ref scan);
        }
    }

    private static void ErrorMember(ref Utf8JsonReader json, ref WireScan scan)
    {
        var isCode = json.ValueTextEquals("code"u8);
        var isMessage = json.ValueTextEquals("message"u8);
        var isError = json.ValueTextEquals("error"u8);
        json.Read();
        if (isError)
        {
            Error(ref json, ref scan);
            return;
        }

        if (json.TokenType == JsonTokenType.String && (isCode || isMessage))
        {
            var text = json.GetString()!;
            text = text.Length <= ErrorCharsMax ? text : text[..ErrorCharsMax] + "…";
            scan.ErrorCode = isCode ? text : scan.ErrorCode;
            scan.ErrorMessage = isMessage ? text : scan.ErrorMessage;
        }

        json.Skip();
    }
}
