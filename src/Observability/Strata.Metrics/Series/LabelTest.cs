using System.Text.RegularExpressions;
using Strata.Core.Results;

namespace Strata.Metrics.Series;

/// <summary>A test of one label. Patterns run without backtracking, so no pattern takes more than linear time.</summary>
public sealed class LabelTest
{
    private readonly Regex? pattern;

    private LabelTest(string name, MatchKind kind, string value, Regex? pattern) => (Name, Kind, Value, this.pattern) = (name, kind, value, pattern);

    /// <summary>The label.</summary>
    public string Name { get; }

    /// <summary>How.</summary>
    public MatchKind Kind { get; }

    /// <summary>With what.</summary>
    public string Value { get; }

    /// <summary>Makes a test; a problem where the pattern is none.</summary>
    public static Result<LabelTest> Make(string name, MatchKind kind, string value)
    {
        if (kind is MatchKind.Equal or MatchKind.NotEqual)
        {
            return new LabelTest(name, kind, value, null);
        }

        try
        {
            return new LabelTest(name, kind, value, new Regex($"^(?s:{value})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return Problem.Invalid($"'{value}' is no pattern that can be used here: {failure.Message}", "query");
        }
    }

    /// <summary>Whether a value passes.</summary>
    public bool Passes(string value) => Kind switch
    {
        MatchKind.Equal => value == Value,
        MatchKind.NotEqual => value != Value,
        MatchKind.Like => pattern!.IsMatch(value),
        _ => !pattern!.IsMatch(value),
    };

    /// <summary>Whether labels pass all of some tests.</summary>
    public static bool PassAll(Labels labels, IReadOnlyList<LabelTest> tests)
    {
        for (var i = 0; i < tests.Count; i++)
        {
            if (!tests[i].Passes(labels[tests[i].Name]))
            {
                return false;
            }
        }

        return true;
    }
}
