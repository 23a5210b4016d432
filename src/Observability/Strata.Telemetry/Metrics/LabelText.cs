using System.Globalization;
using System.Text;

namespace Strata.Telemetry.Metrics;

/// <summary>
/// Writes a tag set as the text between the braces of the exposition, sorted by key: it is the series' identity and is
/// printed as it stands. One instance per thread; allocates nothing once its buffers have grown.
/// </summary>
internal sealed class LabelText
{
    /// <summary>Tags of a measurement; more are ignored.</summary>
    public const int TagsMax = 16;

    /// <summary>Characters of a value; the rest is cut.</summary>
    public const int ValueCharsMax = 200;

    [ThreadStatic]
    private static LabelText? mine;

    private readonly StringBuilder text = new(256);
    private readonly KeyValuePair<string, object?>[] sorted = new KeyValuePair<string, object?>[TagsMax];
    private char[] flat = new char[512];

    public static LabelText Mine => mine ??= new LabelText();

    public ReadOnlySpan<char> Write(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var count = Math.Min(tags.Length, TagsMax);
        tags[..count].CopyTo(sorted);
        sorted.AsSpan(0, count).Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        text.Clear();
        for (var i = 0; i < count; i++)
        {
            if (sorted[i].Value is { } value)
            {
                Append(sorted[i].Key, value);
            }
        }

        if (text.Length > flat.Length)
        {
            flat = new char[2 * text.Length];
        }

        text.CopyTo(0, flat, text.Length);
        return flat.AsSpan(0, text.Length);
    }

    private void Append(string key, object value)
    {
        if (text.Length > 0)
        {
            text.Append(',');
        }

        text.Append(PrometheusName.Clean(key)).Append("=\"");
        var words = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        foreach (var c in words.AsSpan(0, Math.Min(words.Length, ValueCharsMax)))
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(char.IsSurrogate(c) ? '\uFFFD' : c),
            };
        }

        text.Append('"');
    }
}
