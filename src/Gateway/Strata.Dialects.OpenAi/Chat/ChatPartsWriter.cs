using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Writes <c>content</c>: a string where one text is all there is, parts else.</summary>
internal sealed class ChatPartsWriter(RequestOut to)
{
    /// <summary>Writes the value.</summary>
    /// <param name="blocks">What the message says.</param>
    /// <param name="message">Its number, for refusals.</param>
    /// <param name="first">The number of the first block.</param>
    /// <param name="role">Who speaks: only users send pictures, sound and files.</param>
    public void Write(IReadOnlyList<Block> blocks, int message, int first, MessageRole role)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            to.Citations(blocks[i], to.Place(message, first + i));
        }

        if (blocks.Count == 0 || (blocks.Count == 1 && IsPlain(blocks[0])))
        {
            to.Json.WriteStringValue(blocks.Count == 0 ? "" : ((TextBlock)blocks[0]).Text);
            return;
        }

        to.Json.WriteStartArray();
        for (var i = 0; i < blocks.Count; i++)
        {
            var at = to.Place(message, first + i);
            if (role != MessageRole.User && blocks[i] is not (TextBlock or OpaqueBlock or RefusalBlock))
            {
                to.Losses.Refuse(at, $"'{at}' is no text; this model's provider takes it from users only.");
                continue;
            }

            WritePart(blocks[i], at);
        }

        to.Json.WriteEndArray();
    }

    /// <summary>Writes what a tool gave back, which here is text; what is not comes back, to follow in a user's turn.</summary>
    public List<Block> WriteResult(ToolResultBlock result, string at)
    {
        var texts = new List<Block>();
        var moved = new List<Block>();
        if (result.IsError)
        {
            texts.Add(new TextBlock("The tool failed:"));
            to.Losses.Note(at + ".is_error", "said in words before the result: this dialect has no mark for it");
        }

        foreach (var block in result.Content)
        {
            if (block is TextBlock or OpaqueBlock)
            {
                texts.Add(block);
            }
            else
            {
                moved.Add(block);
            }
        }

        if (moved.Count > 0)
        {
            to.Losses.Note(at + ".content", "what is not text in the result follows in a turn of the user: this dialect takes it there only");
            moved.Insert(0, new TextBlock($"Part of the result of tool call {result.CallId}:"));
        }

        if (texts.Count <= 1 && texts.TrueForAll(IsPlain))
        {
            to.Json.WriteStringValue(texts.Count == 0 ? "" : ((TextBlock)texts[0]).Text);
            return moved;
        }

        to.Json.WriteStartArray();
        texts.ForEach(t => WritePart(t, at));
        to.Json.WriteEndArray();
        return moved;
    }

    private bool IsPlain(Block block) => block is TextBlock { CacheControl.IsEmpty: true } && to.IsPlain(block.Extra);

    private void WritePart(Block block, string at)
    {
        if (block is OpaqueBlock opaque)
        {
            if (opaque.Dialect == DialectNames.Chat)
            {
                to.Json.WriteRawValue(opaque.Json.Span, skipInputValidation: true);
            }
            else
            {
                to.Losses.Refuse(at, $"A block of type '{opaque.Type}' is one of {opaque.Dialect}'s own and cannot be sent to this model's provider.");
            }

            return;
        }

        to.Json.WriteStartObject();
        switch (block)
        {
            case TextBlock text: WriteText("text", text.Text); break;
            case RefusalBlock refusal: WriteText("refusal", refusal.Text); break;
            case ImageBlock image: WriteImage(image, at); break;
            case AudioBlock audio: WriteAudio(audio, at); break;
            case DocumentBlock document: WriteDocument(document, at); break;
            default: to.Losses.Refuse(at); break;
        }

        to.CacheControl(block.CacheControl, at);
        to.Extra(at + ".", block.Extra);
        to.Json.WriteEndObject();
    }

    private void WriteText(string type, string text)
    {
        to.Json.WriteString("type", type);
        to.Json.WriteString(type, text);
    }

    private void WriteImage(ImageBlock image, string at)
    {
        if (image.Source.FileId is not null)
        {
            to.Losses.Refuse(at + ".source", $"'{at}' names an uploaded file; this model's provider takes pictures as bytes or addresses.");
        }

        to.Json.WriteString("type", "image_url");
        to.Json.WriteStartObject("image_url");
        to.Json.WriteString("url", DataUrl.Write(image.Source, "image/png"));
        to.Json.WriteSaid("detail", image.Detail);
        to.Extra(at + ".", image.Extra, "image_url.");
        to.Json.WriteEndObject();
    }

    private void WriteAudio(AudioBlock audio, string at)
    {
        if (audio.Source.Base64 is not { } data || (MediaTypes.AudioWord(audio.Source.MediaType) ?? (to.IsSame ? audio.Source.MediaType[6..] : null)) is not { } word)
        {
            to.Losses.Refuse(at, $"'{at}' is sound of type '{audio.Source.MediaType}'; this model's provider takes the bytes of wav and mp3.");
            return;
        }

        to.Json.WriteString("type", "input_audio");
        to.Json.WriteStartObject("input_audio");
        to.Json.WriteString("data", data);
        to.Json.WriteString("format", word);
        to.Extra(at + ".", audio.Extra, "input_audio.");
        to.Json.WriteEndObject();
    }

    private void WriteDocument(DocumentBlock document, string at)
    {
        if (document.Cites)
        {
            to.Losses.Refuse(at + ".citations");
        }

        if (document.Source.Text is { } text)
        {
            WriteText("text", DocumentText.Of(document, text));
            return;
        }

        if (document.Source.Url is not null || (document.Source.FileId is not null && !DialectNames.IsOpenAi(to.Request.Dialect)))
        {
            to.Losses.Refuse(at + ".source", $"'{at}' is a document by address or file id; this model's provider takes its bytes.");
        }

        if (document.Context is not null)
        {
            to.Losses.Refuse(at + ".context");
        }

        to.Json.WriteString("type", "file");
        to.Json.WriteStartObject("file");
        to.Json.WriteSaid("filename", document.FileName ?? document.Title ?? (to.IsSame ? null : "document.pdf"));
        to.Json.WriteSaid("file_id", document.Source.FileId);
        to.Json.WriteSaid("file_data", document.Source.Base64 is null ? null : DataUrl.Write(document.Source, "application/pdf"));
        to.Extra(at + ".", document.Extra, "file.");
        to.Json.WriteEndObject();
    }
}
