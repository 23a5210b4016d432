using System.Globalization;
using System.Text.Json;

namespace Strata.Dialects.Translation;

/// <summary>
/// Gives every call an id, for callers whose dialect lives by ids, where it came from one that does not (Gemini, Ollama). A call
/// without an id gets one from its place; a result belongs to the first call of its name that has none yet. The same conversation
/// always gets the same ids.
/// </summary>
/// <param name="scope">What makes the ids this answer's own; empty for the history in a request.</param>
internal sealed class CallIds(string scope)
{
    private const string Own = "strata_call_";
    private readonly List<(string Name, string Id)> open = [];
    private int calls;

    /// <summary>The id of the next call.</summary>
    public string Call(string name, string? given)
    {
        var number = calls++;
        var id = string.IsNullOrEmpty(given) ? Own + scope + number.ToString(CultureInfo.InvariantCulture) : given;
        open.Add((name, id));
        return id;
    }

    /// <summary>The id of the call that a result answers, and its tool: told by id, by name, or by their order. Empty where none waits.</summary>
    public (string Id, string? Name) Result(string? name, string? given)
    {
        var at = open.FindIndex(call => !string.IsNullOrEmpty(given) ? call.Id == given : string.IsNullOrEmpty(name) || call.Name == name);
        if (at < 0)
        {
            return (given ?? "", name);
        }

        var found = open[at];
        open.RemoveAt(at);
        return (found.Id, string.IsNullOrEmpty(name) ? found.Name : name);
    }

    /// <summary>Writes an id, unless it is one of ours.</summary>
    public static void Write(Utf8JsonWriter json, string name, string id)
    {
        if (id.Length > 0 && !id.StartsWith(Own, StringComparison.Ordinal))
        {
            json.WriteString(name, id);
        }
    }
}
