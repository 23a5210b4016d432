using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Bedrock;

/// <summary>Reads what the ledger needs out of a whole answer or one event while its bytes pass.</summary>
internal static class AnswerScanner
{
    private const int ErrorCharsMax = 300;

    /// <summary>Reads one object.</summary>
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
                Member(ref json, data, ref scan, capture);
            }

            json.Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            scan.IsBroken = true;
        }

        return scan;
    }

    private static void Member(ref Utf8JsonReader json, ReadOnlySpan<byte> data, ref WireScan scan, ITextSink? capture)
    {
        if (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("start"u8) || json.ValueTextEquals("output"u8))
        {
            json.Read();
            Content(ref json, ref scan, capture);
        }
        else if (json.ValueTextEquals("usage"u8))
        {
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            if (json.TokenType == JsonTokenType.EndObject)
            {
                var usage = JsonBody.ReadAnswer(data[start..(int)json.BytesConsumed], value => UsageReader.Read(new ObjectReader(value)));
                scan.Usage = usage.IsOk ? usage.Value : null;
            }
        }
        else if (json.ValueTextEquals("stopReason"u8))
        {
            json.Read();
            scan.Seen = scan.Finished = UInt128.One;
            scan.FinishReason = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            json.Skip();
        }
        else if (json.ValueTextEquals("serviceTier"u8))
        {
            json.Read();
            Tier(ref json, ref scan);
        }
        else if (json.ValueTextEquals("role"u8))
        {
            scan.Seen = UInt128.One;
            json.Skip();
        }
        else if (json.ValueTextEquals("message"u8))
        {
            json.Read();
            var text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
            scan.ErrorMessage = text is { Length: > ErrorCharsMax } ? text[..ErrorCharsMax] + "…" : text;
            json.Skip();
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>The tier stands in an object of its own: <c>{"type":"priority"}</c>.</summary>
    private static void Tier(ref Utf8JsonReader json, ref WireScan scan)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isType = json.ValueTextEquals("type"u8);
            json.Read();
            if (isType)
            {
                scan.ServiceTier = ServiceTiers.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    /// <summary>Counts every text below the value but ids, kinds and roles; bytes of pictures and sealed reasoning are data.</summary>
    private static void Content(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        var depth = json.CurrentDepth;
        var (counts, captures, isData) = (true, false, false);
        var reasoningDepth = int.MaxValue;
        do
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                isData = json.ValueTextEquals("bytes"u8) || json.ValueTextEquals("redactedContent"u8);
                counts = !isData && !json.ValueTextEquals("role"u8) && !json.ValueTextEquals("type"u8) && !json.ValueTextEquals("toolUseId"u8) && !json.ValueTextEquals("signature"u8);
                reasoningDepth = json.ValueTextEquals("reasoningContent"u8) ? json.CurrentDepth : json.CurrentDepth <= reasoningDepth ? int.MaxValue : reasoningDepth;
                captures = reasoningDepth == int.MaxValue && json.ValueTextEquals("text"u8);
            }
            else if (json.TokenType == JsonTokenType.String)
            {
                scan.HasData |= isData;
                scan.ContentBytes += counts ? json.ValueSpan.Length : 0;
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
}
