namespace Strata.Templates;

/// <summary>The bounds of parsing and rendering a chat template; templates come with model files and are not trusted to end.</summary>
public sealed record TemplateLimits
{
    /// <summary>The bounds used where none are given.</summary>
    public static TemplateLimits Default { get; } = new();

    /// <summary>Characters of a template's source.</summary>
    public int SourceCharactersMax { get; init; } = 1 << 20;

    /// <summary>Characters of a rendering, and of any text on the way to it.</summary>
    public int TextCharactersMax { get; init; } = 1 << 25;

    /// <summary>Steps of one rendering: statements, operations, elements walked, and 256 characters copied or searched.</summary>
    public int StepsMax { get; init; } = 2_000_000;

    /// <summary>Calls of macros and functions inside one another.</summary>
    public int DepthMax { get; init; } = 200;
}
