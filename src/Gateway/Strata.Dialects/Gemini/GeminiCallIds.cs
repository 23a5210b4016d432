using System.Globalization;
using System.Text.Json;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Gives every call an id, for callers whose dialect lives by ids. Gemini's own is optional: without one a call gets an id from its
/// place, and a result belongs to the first call of its name that has none yet. The same conversation always gets the same ids.
/// </summary>
internal sealed class GeminiCallIds(string scope)
{
    private readonly List<(string Name, string Id)> open = [];
    private int calls;

    /// <summary>The id of the next call.</summary>
    public string Call(string name, string? given)
    {
        var number = calls++;
        var id = string.IsNullOrEmpty(given) ? GeminiNames.OwnCallId + scope + number.ToString(CultureInfo.InvariantCulture) : given;
        open.Add((name, id));
        return id;
    }

    /// <summary>The id of the call that a result answers; empty where no call of this name waits.</summary>
    public string Result(string name, string? given)
    {
        var at = open.FindIndex(call => string.IsNullOrEmpty(given) ? call.Name == name : call.Id == given);
        if (at < 0)
        {
            return given ?? "";
        }

        var id = open[at].Id;
        open.RemoveAt(at);
        return id;
    }

    /// <summary>Writes an id, unless it is one of ours.</summary>
    public static void Write(Utf8JsonWriter json, string id)
    {
        if (id.Length > 0 && !id.StartsWith(GeminiNames.OwnCallId, StringComparison.Ordinal))
        {
            json.WriteString("id"u8, id);
        }
    }
}
