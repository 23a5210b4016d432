using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Counts the text of a whole answer's output, and hands it to who keeps it.</summary>
internal static class ResponseOutputScanner
{
    /// <summary>The reader stands on the list; afterwards on its end.</summary>
    public static void Scan(ref Utf8JsonReader json, ref WireScan scan, ITextSink? capture)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        var depth = json.CurrentDepth;
        var counts = false;
        var captures = false;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                captures = json.ValueTextEquals("text"u8);
                counts = captures || json.ValueTextEquals("arguments"u8) || json.ValueTextEquals("input"u8) || json.ValueTextEquals("refusal"u8);
                scan.HasData |= json.ValueTextEquals("result"u8) || json.ValueTextEquals("action"u8);
            }
            else if (json.TokenType == JsonTokenType.String && counts)
            {
                scan.ContentBytes += json.ValueSpan.Length;
                Capture(ref json, captures ? capture : null);
            }
        }
    }

    public static void Capture(ref Utf8JsonReader json, ITextSink? capture)
    {
        if (capture is null)
        {
            return;
        }

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
