using System.Globalization;

namespace Strata.Routing.Routes;

/// <summary>Finds what a condition, a sticky route or an experiment looks at.</summary>
internal static class Subjects
{
    /// <summary>The text of a subject; null where the request has none.</summary>
    public static string? Text(in RouteRequest request, string subject) => subject switch
    {
        "key" => request.Key,
        "user" => request.User,
        "end_user" => request.EndUser,
        "team" => request.Team,
        "organization" => request.Organization,
        "region" => request.Region,
        "dialect" => request.Dialect,
        "stream" => request.Stream ? "true" : "false",
        "tools" => request.HasTools ? "true" : "false",
        "prompt_tokens" => request.PromptTokens.ToString(CultureInfo.InvariantCulture),
        _ when subject.StartsWith("metadata.", StringComparison.Ordinal) => request.Metadata?.GetValueOrDefault(subject["metadata.".Length..]),
        _ when subject.StartsWith("tag.", StringComparison.Ordinal) => Tag(request.Tags, subject.AsSpan("tag.".Length)),
        _ => null,
    };

    private static string? Tag(IReadOnlyList<string>? tags, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < (tags?.Count ?? 0); i++)
        {
            var tag = tags![i];
            if (tag.Length > name.Length && tag[name.Length] == '=' && tag.AsSpan(0, name.Length).SequenceEqual(name))
            {
                return tag[(name.Length + 1)..];
            }
        }

        return null;
    }
}
