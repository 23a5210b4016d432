namespace Strata.Traces.Api.Views;

/// <summary>Something someone set up to see again: a list with its filter and columns, or a dashboard.</summary>
public sealed record SavedView
{
    /// <summary>Characters of a name.</summary>
    public const int NameCharsMax = 100;

    /// <summary>Characters of what it holds.</summary>
    public const int ContentCharsMax = 64 * 1024;

    /// <summary>Its id; given by the store.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it is.</summary>
    public required ViewKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>For a list the path and query of its page, for a dashboard its JSON.</summary>
    public required string Content { get; init; }

    /// <summary>Whether everyone in the project sees it.</summary>
    public bool IsShared { get; init; }

    /// <summary>Who made it: a user, or a key of nobody in particular.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset At { get; init; }
}
