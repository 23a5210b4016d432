namespace Strata.Budgets.Rules;

/// <summary>The words of the enumerations, as they stand in configuration, in the database and on the wire.</summary>
public static class LimitWords
{
    private static readonly string[] Nodes = ["organization", "team", "key", "user", "end_user", "tag", "provider", "model", "deployment"];
    private static readonly string[] Units = ["requests", "input_tokens", "output_tokens", "tokens", "dollars", "parallel"];
    private static readonly string[] Modes = ["strict", "soft", "shadow"];
    private static readonly string[] Windows = ["sliding", "day", "week", "month", "year", "total"];

    /// <summary>Every word of a node's kind, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> NodeWords => Nodes;

    /// <summary>Every word of a unit, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> UnitWords => Units;

    /// <summary>Every word of a mode, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> ModeWords => Modes;

    /// <summary>The word of a kind.</summary>
    public static string Of(NodeKind kind) => Nodes[(int)kind];

    /// <summary>The word of a unit.</summary>
    public static string Of(LimitUnit unit) => Units[(int)unit];

    /// <summary>The word of a mode.</summary>
    public static string Of(LimitMode mode) => Modes[(int)mode];

    /// <summary>The word of a window's kind.</summary>
    public static string Of(WindowKind kind) => Windows[(int)kind];

    /// <summary>The kind that a word names; null where none.</summary>
    public static NodeKind? NodeOf(string word) => Array.IndexOf(Nodes, word) is >= 0 and var i ? (NodeKind)i : null;

    /// <summary>The unit that a word names; null where none.</summary>
    public static LimitUnit? UnitOf(string word) => Array.IndexOf(Units, word) is >= 0 and var i ? (LimitUnit)i : null;

    /// <summary>The mode that a word names; null where none.</summary>
    public static LimitMode? ModeOf(string word) => Array.IndexOf(Modes, word) is >= 0 and var i ? (LimitMode)i : null;

    /// <summary>The calendar period, or total, that a word names; null where none.</summary>
    internal static WindowKind? WindowOf(string word) => Array.IndexOf(Windows, word) is > 0 and var i ? (WindowKind)i : null;
}
