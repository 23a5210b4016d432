namespace Strata.Inference.Engine;

/// <summary>
/// Finds stop texts in a text that comes in pieces. What could be the beginning of a stop text is held back until it is
/// decided; so no part of one is ever given out, and nothing is held that cannot become one.
/// </summary>
internal sealed class StopMatcher(IReadOnlyList<string> stops)
{
    private string held = "";

    /// <summary>The stop text that was met, or null.</summary>
    public string? Met { get; private set; }

    /// <summary>Takes a piece; returns the text that may be given out now.</summary>
    public string Append(string text)
    {
        if (stops.Count == 0 || Met is not null)
        {
            return Met is null ? text : "";
        }

        held += text;
        var (start, stop) = Earliest();
        if (stop is not null)
        {
            Met = stop;
            return Release(start, forget: true);
        }

        return Release(held.Length - LongestBeginning(), forget: false);
    }

    /// <summary>Ends the text: what was held was no stop text after all.</summary>
    public string Flush() => Release(held.Length, forget: true);

    private string Release(int length, bool forget)
    {
        var text = held[..length];
        held = forget ? "" : held[length..];
        return text;
    }

    private (int Start, string? Stop) Earliest()
    {
        var (first, met) = (int.MaxValue, (string?)null);
        foreach (var stop in stops)
        {
            var start = held.IndexOf(stop, StringComparison.Ordinal);
            if (start >= 0 && start < first)
            {
                (first, met) = (start, stop);
            }
        }

        return (first, met);
    }

    /// <summary>The longest end of the held text that begins some stop text.</summary>
    private int LongestBeginning()
    {
        var longest = 0;
        foreach (var stop in stops)
        {
            for (var length = Math.Min(stop.Length - 1, held.Length); length > longest; length--)
            {
                if (held.AsSpan(held.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }
}
