using System.Collections.Concurrent;
using System.Text;

namespace Strata.Otlp.Dialects;

/// <summary>
/// Counts, by project, the attributes that look like token counts and that no dialect knows: usage that would be missing from every
/// sum without anyone noticing. Thread-safe, bounded.
/// </summary>
public sealed class UnmappedTokens
{
    /// <summary>Projects that are counted.</summary>
    public const int ProjectsMax = 1_000;

    /// <summary>Names that are counted for a project; the rest is summed as <see cref="Others"/>.</summary>
    public const int NamesMax = 100;

    /// <summary>The name under which further names are summed.</summary>
    public const string Others = "(others)";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, long>> projects = new(StringComparer.Ordinal);
    private long total;

    /// <summary>All occurrences.</summary>
    public long Total => Volatile.Read(ref total);

    /// <summary>The names of a project with how often each came, most often first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Of(string project) =>
        projects.TryGetValue(project, out var names) ? [.. names.OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal)] : [];

    /// <summary>Whether a numeric attribute looks like a count of tokens that were used, rather than a bound on them.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> key)
    {
        var usage = key.StartsWith("gen_ai.usage."u8) || key.StartsWith("llm.usage."u8) || key.StartsWith("llm.token_count."u8) || key.StartsWith("ai.usage."u8);
        return usage || (key.IndexOf("oken"u8) >= 0 && key.IndexOf("max"u8) < 0 && key.IndexOf("Max"u8) < 0 && key.IndexOf("limit"u8) < 0 && key.IndexOf("er_second"u8) < 0
            && key.IndexOf("erSecond"u8) < 0 && !key.EndsWith("token_id"u8));
    }

    internal void Count(string project, ReadOnlySpan<byte> key)
    {
        Interlocked.Increment(ref total);
        if (!projects.TryGetValue(project, out var names))
        {
            if (projects.Count >= ProjectsMax)
            {
                return;
            }

            names = projects.GetOrAdd(project, _ => new(StringComparer.Ordinal));
        }

        var name = key.Length <= 128 ? Encoding.UTF8.GetString(key) : Others;
        names.AddOrUpdate(names.ContainsKey(name) || names.Count < NamesMax ? name : Others, 1, (_, count) => count + 1);
    }
}
