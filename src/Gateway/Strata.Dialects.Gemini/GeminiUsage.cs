using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Dialects.Gemini;

/// <summary>
/// <c>usageMetadata</c> and our classes. There <c>promptTokenCount</c> includes what a cache answered but not what tools put into
/// the prompt, and <c>candidatesTokenCount</c> excludes thoughts; sound is told by modality. Pictures of the prompt cost as text does
/// and stay in the input.
/// </summary>
internal static class GeminiUsage
{
    public static TokenUsage Of(long prompt, long cached, long toolPrompt, long answer, long thoughts, (long Audio, long CachedAudio, long AudioOut, long ImageOut) modes)
    {
        cached = Math.Clamp(cached, 0, prompt);
        var audio = Math.Clamp(modes.Audio - modes.CachedAudio, 0, prompt - cached);
        var audioOut = Math.Clamp(modes.AudioOut, 0, answer);
        var imageOut = Math.Clamp(modes.ImageOut, 0, answer - audioOut);
        return new TokenUsage
        {
            Input = prompt - cached - audio + toolPrompt,
            CachedInput = cached,
            AudioInput = audio,
            Output = answer - audioOut - imageOut,
            AudioOutput = audioOut,
            ImageOutput = imageOut,
            Reasoning = thoughts,
        };
    }

    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usageMetadata"u8);
        json.WriteNumber("promptTokenCount"u8, usage.Prompt);
        if (usage.CachedInput > 0)
        {
            json.WriteNumber("cachedContentTokenCount"u8, usage.CachedInput);
        }

        json.WriteNumber("candidatesTokenCount"u8, usage.Completion - usage.Reasoning);
        if (usage.Reasoning > 0)
        {
            json.WriteNumber("thoughtsTokenCount"u8, usage.Reasoning);
        }

        json.WriteNumber("totalTokenCount"u8, usage.Total);
        Details(json, "promptTokensDetails"u8, usage.Prompt, usage.AudioInput, usage.ImageInput);
        if (usage.AudioOutput + usage.ImageOutput > 0)
        {
            Details(json, "candidatesTokensDetails"u8, usage.Completion - usage.Reasoning, usage.AudioOutput, usage.ImageOutput);
        }

        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, ReadOnlySpan<byte> name, long all, long audio, long image)
    {
        json.WriteStartArray(name);
        Detail(json, "TEXT"u8, all - audio - image);
        Detail(json, "AUDIO"u8, audio);
        Detail(json, "IMAGE"u8, image);
        json.WriteEndArray();
    }

    private static void Detail(Utf8JsonWriter json, ReadOnlySpan<byte> modality, long count)
    {
        if (count > 0)
        {
            json.WriteStartObject();
            json.WriteString("modality"u8, modality);
            json.WriteNumber("tokenCount"u8, count);
            json.WriteEndObject();
        }
    }
}
