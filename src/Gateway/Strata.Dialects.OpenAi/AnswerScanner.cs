using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// Reads what the ledger needs out of a provider's answer while its bytes pass: usage, ends, errors, the amount of text.
/// Members it does not know are skipped and pass through untouched.
/// </summary>
internal static class AnswerScanner
{
    private const int ErrorCharsMax = 300;

    public static WireScan Scan(ReadOnlySpan<byte> data, ITextSink? capture)
    {
        var scan = new WireScan();
        try
        {
            var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return new WireScan { IsBroken = true };
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                Member(ref json, ref scan, capture);
            }

            json.Read();
            scan.IsUsageOnly = scan is { Usage: not null, HasData: false, HasError: false } && scan.Seen == 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    private static void Member(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.ValueTextEquals("choices"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType == JsonTokenType.StartObject)
                {
                    Choice(ref json, ref scan, capture);
                }
            }
        }
        else if (json.ValueTextEquals("usage"u8))
        {
            json.Read();
            scan.Usage = UsageReader.Read(ref json, out var cost);
            scan.ReportedCost = cost;
        }
        else if (json.ValueTextEquals("error"u8))
        {
            json.Read();
            Error(ref json, ref scan);
        }
        else if (json.ValueTextEquals("service_tier"u8))
        {
            json.Read();
            scan.ServiceTier = ServiceTiers.Read(ref json);
        }
        else
        {
            scan.HasData |= json.ValueTextEquals("data"u8);
            json.Skip();
        }
    }

    private static void Choice(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        var index = 0;
        var ended = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("index"u8))
            {
                json.Read();
                index = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var value) ? value & 127 : 0;
            }
            else if (json.ValueTextEquals("finish_reason"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                {
                    ended = true;
                    scan.FinishReason ??= json.GetString();
                }
            }
            else if (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("message"u8) || json.ValueTextEquals("text"u8))
            {
                json.Read();
                Content(ref json, ref scan, capture);
            }
            else
            {
                json.Skip();
            }
        }

        scan.Seen |= UInt128.One << index;
        scan.Finished |= ended ? UInt128.One << index : 0;
    }

    /// <summary>Counts every text below the value, whatever it is called: content, reasoning, refusals, arguments of calls.</summary>
    private static void Content(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        var depth = json.CurrentDepth;
        var counts = true;
        var captures = true;
        do
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                counts = !json.ValueTextEquals("role"u8) && !json.ValueTextEquals("type"u8) && !json.ValueTextEquals("id"u8);
                captures = json.ValueTextEquals("content"u8) || json.ValueTextEquals("text"u8);
            }
            else if (json.TokenType == JsonTokenType.String && counts)
            {
                scan.TakeText((int)json.TokenStartIndex + 1, json.ValueSpan.Length, captures);
                if (captures && capture is not null)
                {
                    Capture(ref json, capture);
                }
            }
        }
        while ((json.CurrentDepth > depth || json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && json.Read());
    }

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
        scan.HasError = json.TokenType != JsonTokenType.Null;
        if (json.TokenType == JsonTokenType.String)
        {
            scan.ErrorMessage = Cut(json.GetString());
        }

        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        string? type = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = json.ValueTextEquals("code"u8);
            var isType = json.ValueTextEquals("type"u8);
            var isMessage = json.ValueTextEquals("message"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.String && (isCode || isType || isMessage))
            {
                var text = Cut(json.GetString());
                scan.ErrorCode = isCode ? text : scan.ErrorCode;
                type = isType ? text : type;
                scan.ErrorMessage = isMessage ? text : scan.ErrorMessage;
            }

            json.Skip();
        }

        scan.ErrorCode ??= type;
    }

    private static string? Cut(string? text) => text is { Length: > ErrorCharsMax } ? text[..ErrorCharsMax] + "…" : text;
}
