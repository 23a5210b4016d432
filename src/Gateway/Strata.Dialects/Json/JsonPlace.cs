using System.Globalization;

namespace Strata.Dialects.Json;

/// <summary>Where a value stands in a body, spelled only when a problem needs it: <c>messages[0].content[2].type</c>.</summary>
/// <param name="parent">The place around it; null for the body.</param>
/// <param name="name">The member's name; null for an item of a list.</param>
/// <param name="index">The item's number.</param>
public sealed class JsonPlace(JsonPlace? parent, string? name, int index)
{
    /// <summary>The body itself.</summary>
    public static JsonPlace Root { get; } = new(null, null, 0);

    /// <summary>The member's name; empty for an item of a list.</summary>
    public string Name => name ?? "";

    /// <inheritdoc/>
    public override string ToString() =>
        parent is null ? ""
        : name is null ? string.Create(CultureInfo.InvariantCulture, $"{parent}[{index}]")
        : ReferenceEquals(parent, Root) ? Short : $"{parent}.{Short}";

    /// <summary>A caller's name can be as long as the body; a problem is not.</summary>
    private string Short => Name.Length <= 64 ? Name : Name[..64] + "…";
}
