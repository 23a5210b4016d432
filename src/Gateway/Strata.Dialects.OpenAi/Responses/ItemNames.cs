using System.Text.Json;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// What an item says about itself beside its content (<c>id</c>, <c>status</c>, <c>phase</c>) rides on its first block under names
/// that no provider has, so that the item can be told apart and written as it was.
/// </summary>
internal static class ItemNames
{
    public const string Prefix = "item.";

    /// <summary>The role word of the turn that the member <c>instructions</c> makes.</summary>
    public const string Instructions = "instructions";

    /// <summary>The role word of a turn that is one item only this dialect knows.</summary>
    public const string Item = "item";

    /// <summary>The prefix of ids: each kind of item has its own.</summary>
    public static string IdPrefix(Block block) => block switch
    {
        ToolCallBlock { IsCustom: true } => "ctc",
        ToolCallBlock => "fc",
        ToolResultBlock => "fco",
        ThinkingBlock => "rs",
        ImageBlock => "ig",
        OpaqueBlock => "pb",
        _ => "msg",
    };

    /// <summary>Whether a block opens an item of its own, though the one before it was of the same kind.</summary>
    public static bool StartsItem(Block block) => block.Extra.Any(e => e.Name.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>A carried text of the item; null where it has none.</summary>
    public static string? Text(Block block, string name)
    {
        var carry = block.Extra.FirstOrDefault(e => e.Name.Length == Prefix.Length + name.Length && e.Name.EndsWith(name, StringComparison.Ordinal) && e.Name.StartsWith(Prefix, StringComparison.Ordinal));
        return carry is null || carry.Json.Span is not [(byte)'"', ..] ? null : Unquoted(carry.Json.Span);
    }

    private static string? Unquoted(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.GetString();
    }
}
