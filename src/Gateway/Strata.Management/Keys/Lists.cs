using Strata.Core.Results;

namespace Strata.Management.Keys;

/// <summary>Lists of words in a body.</summary>
internal static class Lists
{
    /// <summary>The first list with a null in it, as a problem.</summary>
    public static Problem? NoNulls(params ReadOnlySpan<(string Name, IReadOnlyList<string>? Words)> lists)
    {
        foreach (var (name, words) in lists)
        {
            if (words?.Any(w => w is null) == true)
            {
                return Problem.Invalid($"'{name}' holds a null.", name);
            }
        }

        return null;
    }
}
