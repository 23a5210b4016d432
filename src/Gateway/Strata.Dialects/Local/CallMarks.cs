using System.Text;
using System.Text.Json;

namespace Strata.Dialects.Local;

/// <summary>
/// Finds calls of tools in text that arrives in pieces: <c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>, as many open
/// models write them. What could still become a mark is held back; what turns out to be no call is text, mark and all.
/// </summary>
internal sealed class CallMarks
{
    private const string Open = "<tool_call>";
    private const string Close = "</tool_call>";

    // A call longer than this is text.
    private const int CallCharsMax = 64 * 1024;

    private readonly StringBuilder held = new();
    private bool isInside;

    /// <summary>Takes a piece; tells texts and calls in order. At the end nothing stays held.</summary>
    public void Take(string piece, bool isEnd, Action<string> text, Action<string, string> call)
    {
        held.Append(piece);
        while (Step(isEnd, text, call))
        {
        }
    }

    private bool Step(bool isEnd, Action<string> text, Action<string, string> call)
    {
        var all = held.ToString();
        var mark = all.IndexOf(isInside ? Close : Open, StringComparison.Ordinal);
        if (mark >= 0)
        {
            Pass(all[..mark], text, call);
            held.Remove(0, mark + (isInside ? Close : Open).Length);
            isInside = !isInside;
            return true;
        }

        if (isInside && !isEnd && all.Length <= CallCharsMax)
        {
            return false;
        }

        var keep = isEnd ? 0 : Overlap(all);
        Pass(all[..^keep], text, call);
        held.Remove(0, all.Length - keep);
        isInside = false;
        return false;
    }

    private void Pass(string content, Action<string> text, Action<string, string> call)
    {
        if (isInside)
        {
            if (Read(content) is { } found)
            {
                call(found.Name, found.Arguments);
                return;
            }

            content = Open + content;
        }

        if (content.Length > 0)
        {
            text(content);
        }
    }

    /// <summary>How much of the end may be the beginning of a mark.</summary>
    private static int Overlap(string all)
    {
        var most = Math.Min(all.Length, Open.Length - 1);
        for (var length = most; length > 0; length--)
        {
            if (Open.StartsWith(all[^length..], StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }

    private static (string Name, string Arguments)? Read(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
                ? (name.GetString()!, root.TryGetProperty("arguments", out var arguments) ? arguments.GetRawText() : "{}")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
