using System.Text;

namespace Strata.Templates.Text;

/// <summary>A JSON string as Python's encoder writes it: only quotes, backslashes and controls are escaped unless ASCII is asked for.</summary>
internal static class JsonText
{
    public static void Append(StringBuilder output, string text, bool asciiOnly)
    {
        output.Append('"');
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\\' or < ' ' || (asciiOnly && character > '~'))
            {
                output.Append(text, start, i - start);
                AppendEscape(output, character);
                start = i + 1;
            }
        }

        output.Append(text, start, text.Length - start).Append('"');
    }

    private static void AppendEscape(StringBuilder output, char character) => _ = character switch
    {
        '"' => output.Append("\\\""),
        '\\' => output.Append("\\\\"),
        '\n' => output.Append("\\n"),
        '\r' => output.Append("\\r"),
        '\t' => output.Append("\\t"),
        '\f' => output.Append("\\f"),
        '\b' => output.Append("\\b"),
        _ => output.Append($"\\u{(int)character:x4}"),
    };
}
