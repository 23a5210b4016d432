using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>The shapes of parts, without a judgement on whether they may stand where they are written.</summary>
internal static class PartsOut
{
    /// <summary>Writes the members of a part of an input, its braces not included; false where it has no shape here.</summary>
    public static bool Write(Utf8JsonWriter json, Block block)
    {
        switch (block)
        {
            case TextBlock text:
                json.WriteString("type", "input_text");
                json.WriteString("text", text.Text);
                return true;
            case ImageBlock image:
                json.WriteString("type", "input_image");
                json.WriteSaid("file_id", image.Source.FileId);
                json.WriteSaid("image_url", image.Source.FileId is null ? DataUrl.Write(image.Source, "image/png") : null);
                json.WriteString("detail", image.Detail ?? "auto");
                return true;
            case DocumentBlock { Source.Text: { } text } document:
                json.WriteString("type", "input_text");
                json.WriteString("text", DocumentText.Of(document, text));
                return true;
            case DocumentBlock document:
                json.WriteString("type", "input_file");
                json.WriteSaid("file_id", document.Source.FileId);
                json.WriteSaid("file_url", document.Source.Url);
                json.WriteSaid("filename", document.FileName ?? document.Title ?? (document.Source.Base64 is null ? null : "document.pdf"));
                json.WriteSaid("file_data", document.Source.Base64 is null ? null : DataUrl.Write(document.Source, "application/pdf"));
                return true;
            case AudioBlock { Source.Base64: { } data } audio when MediaTypes.AudioWord(audio.Source.MediaType) is { } word:
                json.WriteString("type", "input_audio");
                json.WriteStartObject("input_audio");
                json.WriteString("data", data);
                json.WriteString("format", word);
                json.WriteEndObject();
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a part of an output.</summary>
    public static void WriteOutput(Utf8JsonWriter json, Block block, ReadOnlyMemory<byte> probabilities = default)
    {
        json.WriteStartObject();
        if (block is RefusalBlock refusal)
        {
            json.WriteString("type", "refusal");
            json.WriteString("refusal", refusal.Text);
        }
        else
        {
            var text = (TextBlock)block;
            json.WriteString("type", "output_text");
            json.WriteString("text", text.Text);
            json.WriteRaw("annotations", text.Citations.IsEmpty ? "[]"u8.ToArray() : OneLine.Of(text.Citations));
            json.WriteRaw("logprobs", probabilities.IsEmpty ? "[]"u8.ToArray() : probabilities);
        }

        json.WriteEndObject();
    }
}
