using System.Text.Json;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Dialects;

/// <summary>Reads Langfuse's JSON objects of token counts and of dollars.</summary>
internal static class UsageDetails
{
    private enum Class
    {
        Fresh,
        FreshOut,
        Whole,
        WholeOut,
        Total,
        CacheRead,
        CacheWrite,
        CacheWriteLong,
        Reasoning,
        AudioIn,
        AudioOut,
        ImageIn,
        ImageOut,
    }

    private static readonly Utf8Table<Class> Words = new(
    [
        ("input", Class.Fresh), ("input_tokens", Class.Fresh), ("output", Class.FreshOut), ("output_tokens", Class.FreshOut), ("total", Class.Total), ("total_tokens", Class.Total),
        ("prompt_tokens", Class.Whole), ("promptTokens", Class.Whole), ("completion_tokens", Class.WholeOut), ("completionTokens", Class.WholeOut),
        ("input_cached_tokens", Class.CacheRead), ("input_cache_read", Class.CacheRead), ("cache_read_input_tokens", Class.CacheRead), ("cached_tokens", Class.CacheRead),
        ("cache_creation_input_tokens", Class.CacheWrite), ("input_cache_creation", Class.CacheWrite), ("input_cache_creation_5m", Class.CacheWrite),
        ("input_cache_creation_1h", Class.CacheWriteLong), ("output_reasoning_tokens", Class.Reasoning), ("output_reasoning", Class.Reasoning), ("reasoning_tokens", Class.Reasoning),
        ("input_audio_tokens", Class.AudioIn), ("input_audio", Class.AudioIn), ("output_audio_tokens", Class.AudioOut), ("output_audio", Class.AudioOut),
        ("input_image_tokens", Class.ImageIn), ("output_image_tokens", Class.ImageOut),
    ]);

    /// <summary>Adds the counts of an object; false where it is none.</summary>
    /// <param name="json">The object.</param>
    /// <param name="counts">Where to.</param>
    /// <param name="unknown">Told of a name that says a number and is not known; null to pass over.</param>
    public static bool Read(ReadOnlySpan<byte> json, ref TokenCounts counts, Action<string>? unknown)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = Words.TryGet(reader.ValueSpan, out var word);
                var name = known ? null : reader.GetString();
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value is >= 0 and <= TokenCounts.Most)
                {
                    if (known)
                    {
                        Add(ref counts, word, value);
                    }
                    else if (value > 0)
                    {
                        unknown?.Invoke(name!);
                    }
                }

                reader.Skip();
            }

            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The dollars of an object: its total, else the sum of its members; null where it says none.</summary>
    public static double? Dollars(ReadOnlySpan<byte> json)
    {
        try
        {
            double? total = null, sum = null;
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isTotal = reader.ValueTextEquals("total"u8);
                reader.Read();
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value))
                {
                    total = isTotal ? value : total;
                    sum = isTotal ? sum : (sum ?? 0) + value;
                }

                reader.Skip();
            }

            return total ?? sum;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Add(ref TokenCounts counts, Class word, long value)
    {
        switch (word)
        {
            case Class.Fresh:
                counts.FreshInput = (counts.FreshInput ?? 0) + value;
                break;
            case Class.FreshOut:
                counts.FreshOutput = (counts.FreshOutput ?? 0) + value;
                break;
            case Class.Whole:
                counts.Input = value;
                break;
            case Class.WholeOut:
                counts.Output = value;
                break;
            case Class.Total:
                counts.Total = value;
                break;
            case Class.CacheRead:
                counts.CacheRead += value;
                break;
            case Class.CacheWrite:
                counts.CacheWrite += value;
                break;
            case Class.CacheWriteLong:
                counts.CacheWriteLong += value;
                break;
            case Class.Reasoning:
                counts.Reasoning += value;
                break;
            case Class.AudioIn:
                counts.AudioInput += value;
                break;
            case Class.AudioOut:
                counts.AudioOutput += value;
                break;
            case Class.ImageIn:
                counts.ImageInput += value;
                break;
            default:
                counts.ImageOutput += value;
                break;
        }
    }
}
