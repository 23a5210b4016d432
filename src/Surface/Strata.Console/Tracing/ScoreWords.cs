using System.Globalization;
using Strata.Traces.Queries.Scores;

namespace Strata.Console.Tracing;

/// <summary>A judgement in a word or two.</summary>
internal static class ScoreWords
{
    public static string Of(Score score) =>
        score.Label.Length > 0 ? Formats.Format.Middle(score.Label, 24) : score.Value is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "“" + Formats.Format.Line(score.Comment, 24) + "”";
}
