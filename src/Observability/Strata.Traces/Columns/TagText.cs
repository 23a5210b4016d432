using System.Text;

namespace Strata.Traces.Columns;

/// <summary>The tags of a span as one text: each behind a unit separator (U+001F).</summary>
internal static class TagText
{
    private const char Separator = '\u001f';

    public static string Of(List<string> tags)
    {
        if (tags.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var tag in tags)
        {
            text.Append(Separator).Append(tag.Replace(Separator, ' '));
        }

        return text.ToString();
    }

    public static void Read(ReadOnlySpan<byte> text, List<string> into)
    {
        while (!text.IsEmpty)
        {
            var tag = Next(ref text);
            into.Add(Encoding.UTF8.GetString(tag));
        }
    }

    /// <summary>Takes the first tag off.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> text)
    {
        text = text[1..];
        var end = text.IndexOf((byte)Separator);
        var tag = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..];
        return tag;
    }
}
