using System.Text;
using System.Text.Json;

namespace Strata.Traces.Api.Wire;

/// <summary>The words of a message that may be JSON, and may be cut: a list shows what was said, not how it was wrapped.</summary>
public static class PreviewText
{
    /// <summary>The text of a message's beginning.</summary>
    public static string Of(string preview)
    {
        if (preview.Length < 2 || preview[0] is not ('[' or '{'))
        {
            return preview;
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(preview), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 64 }));
        var (found, wanted, isText) = ("", false, true);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    isText = true;
                }
                else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("type"u8))
                {
                    isText = !reader.Read() || (reader.TokenType == JsonTokenType.String && !(reader.ValueTextEquals("blob"u8) || reader.ValueTextEquals("image"u8) || reader.ValueTextEquals("file"u8)));
                    wanted = false;
                }
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    wanted = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("query"u8) || reader.ValueTextEquals("input"u8);
                }
                else if (wanted && isText && reader.TokenType == JsonTokenType.String)
                {
                    found += (found.Length > 0 ? " " : "") + reader.GetString();
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return found.Length > 0 ? found : preview;
        }

        return found.Length > 0 ? found : Cut(preview);
    }

    /// <summary>The words of a text whose end is missing: what stands behind the first <c>content</c> or <c>text</c>.</summary>
    private static string Cut(string preview)
    {
        foreach (var name in (ReadOnlySpan<string>)["\"content\":\"", "\"text\":\"", "\"content\": \"", "\"text\": \""])
        {
            if (preview.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at)
            {
                return preview[(at + name.Length)..].Replace("\\n", " ", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
            }
        }

        return preview;
    }
}
