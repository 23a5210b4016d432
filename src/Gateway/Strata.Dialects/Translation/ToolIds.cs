using System.Buffers;

namespace Strata.Dialects.Translation;

/// <summary>
/// Ids of calls as the dialect takes them: letters, digits, <c>_</c> and <c>-</c>. Ids of other dialects that hold more are rewritten,
/// the same way for a call and its result, and never two to one.
/// </summary>
/// <param name="charsMax">How long an id may be.</param>
internal sealed class ToolIds(int charsMax = int.MaxValue)
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>The id to write.</summary>
    public string Of(string id)
    {
        if (given.TryGetValue(id, out var known))
        {
            return known;
        }

        var clean = Cut(Clean(id), charsMax);
        for (var n = 2; !used.Add(clean); n++)
        {
            var end = FormattableString.Invariant($"_{n}");
            clean = Cut(Clean(id), charsMax - end.Length) + end;
        }

        given[id] = clean;
        return clean;
    }

    private static string Cut(string id, int most) => id.Length <= most ? id : id[..most];

    private static string Clean(string id)
    {
        if (id.Length > 0 && id.AsSpan().IndexOfAnyExcept(Allowed) < 0)
        {
            return id;
        }

        return id.Length == 0 ? "call" : string.Create(id.Length, id, (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = Allowed.Contains(source[i]) ? source[i] : '_';
            }
        });
    }
}
