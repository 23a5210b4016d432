using Strata.Ledger.Rows;

namespace Strata.Ledger.Storage;

/// <summary>A list of short texts in one column: a line feed before, between and behind them, so that one can be looked for with LIKE.</summary>
internal static class Labels
{
    public static string Join(ReadOnlySpan<string> labels)
    {
        if (labels.IsEmpty)
        {
            return "";
        }

        var copy = new string[labels.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = StoredText.OfLabel(labels[i]);
        }

        return $"\n{string.Join('\n', copy)}\n";
    }

    public static RowList<string> Split(string text) => text.Length == 0 ? [] : new RowList<string>(text[1..^1].Split('\n'));

    /// <summary>The pattern, with <c>!</c> as escape, of a column that has a label.</summary>
    public static string Having(string label) => $"%\n{Escape(StoredText.OfLabel(label))}\n%";

    /// <summary>A text for LIKE that stands for itself.</summary>
    public static string Escape(string text) =>
        text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
