using System.Text.RegularExpressions;
using Strata.Core.Results;
using Strata.Guard.Options;

namespace Strata.Guard.Patterns;

/// <summary>Builds users' expressions for the engine that takes linear time; what it cannot do, and what matches nothing at all, is refused by name.</summary>
internal static class PatternCompiler
{
    private const int LengthMax = 2_000;
    private const int CountMax = 200;
    private const int MatchMaxMax = 4_096;

    public static Result<IReadOnlyList<Regex>> Build(PatternSetOptions options)
    {
        if (options.Patterns.Count is 0 or > CountMax || options.MatchMax is < 1 or > MatchMaxMax)
        {
            return Problem.Invalid($"needs 1 to {CountMax} patterns and a match_max of 1 to {MatchMaxMax}.", "patterns");
        }

        var built = new List<Regex>();
        foreach (var pattern in options.Patterns)
        {
            if (!TryBuild(pattern, options.CaseSensitive).Try(out var regex, out var problem))
            {
                return problem;
            }

            built.Add(regex);
        }

        return built;
    }

    private static Result<Regex> TryBuild(string pattern, bool isCaseSensitive)
    {
        if (pattern.Length > LengthMax)
        {
            return Problem.Invalid($"has a pattern of more than {LengthMax} characters.", "patterns");
        }

        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (isCaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase));
            return regex.IsMatch("") ? Problem.Invalid($"has a pattern that matches nothing at all: {pattern}", "patterns") : regex;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Problem.Invalid($"has the pattern {pattern}, which cannot run in linear time or is none: {exception.Message}", "patterns");
        }
    }
}
