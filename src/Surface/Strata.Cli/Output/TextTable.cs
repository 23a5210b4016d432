using Spectre.Console;

namespace Strata.Cli.Output;

/// <summary>A plain table: a header, rows, numbers to the right. Cells are text, never markup.</summary>
internal sealed class TextTable
{
    private readonly Table table = new Table { ShowHeaders = false }.NoBorder();

    /// <summary>TextTable by name; a name that begins with <c>&gt;</c> is set to the right.</summary>
    public TextTable(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var column = new TableColumn(new Text(name.TrimStart('>'), new Style(decoration: Decoration.Bold))) { NoWrap = true };
            table.ShowHeaders |= name.Length > 0;
            table.AddColumn(name.StartsWith('>') ? column.RightAligned() : column);
        }
    }

    public TextTable Row(params ReadOnlySpan<string> cells)
    {
        var texts = new List<Text>(cells.Length);
        foreach (var cell in cells)
        {
            texts.Add(new Text(cell));
        }

        table.AddRow(texts);
        return this;
    }

    public void WriteTo(IAnsiConsole console, string whenEmpty = "")
    {
        if (table.Rows.Count > 0)
        {
            console.Write(table);
        }
        else if (whenEmpty.Length > 0)
        {
            console.Write(new Text(whenEmpty + "\n"));
        }
    }
}
