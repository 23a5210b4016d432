using System.Text.Json.Serialization;

namespace Strata.Traces.Api.Scores;

/// <summary>Scores as they are sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ScoresBody
{
    /// <summary>The scores, up to a thousand.</summary>
    public required IReadOnlyList<ScoreBody> Scores { get; init; }
}
