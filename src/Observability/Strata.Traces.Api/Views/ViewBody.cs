using System.Text.Json.Serialization;

namespace Strata.Traces.Api.Views;

/// <summary>A view as it is sent.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ViewBody
{
    /// <summary><c>page</c> or <c>dashboard</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>For a page its path and query, for a dashboard its JSON.</summary>
    public string? Content { get; init; }

    /// <summary>Whether everyone in the project sees it.</summary>
    public bool Shared { get; init; }
}
