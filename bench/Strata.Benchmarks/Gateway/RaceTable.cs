using System.Globalization;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>The figures of a race by measure and contestant, best round kept, and how they stand to the bars.</summary>
internal sealed class RaceTable(RaceOptions options)
{
    private readonly List<string> measures = [];
    private readonly List<string> names = [];
    private readonly Dictionary<(string Measure, string Name), double> figures = [];
    private readonly List<string> notes = [];

    public double IdleMb { get; init; }

    public RaceOptions Options => options;

    /// <summary>Takes a figure; of several rounds the lower one stays, or the higher.</summary>
    public void Take(string measure, string name, double figure, bool higher = false)
    {
        Add(measures, measure);
        Add(names, name);
        var key = (measure, name);
        if (!figures.TryGetValue(key, out var best) || (higher ? figure > best : figure < best))
        {
            figures[key] = figure;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {measure,-44} {name,-10} {figure,12:F2}"));
    }

    public void Note(string note) => notes.Add(note);

    public double? Find(string measure, string name) => figures.TryGetValue((measure, name), out var figure) ? figure : null;

    public string Markdown()
    {
        var text = new StringBuilder();
        text.Append("| measure | ").AppendJoin(" | ", names).AppendLine(" | ours ÷ nginx |").Append("|---|").Insert(text.Length, "---|", names.Count + 1).AppendLine();
        foreach (var measure in measures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {measure} |");
            foreach (var name in names)
            {
                text.Append(Find(measure, name) is { } figure ? string.Create(CultureInfo.InvariantCulture, $" {figure:0.##} |") : " – |");
            }

            text.AppendLine(Find(measure, "strata") is { } ours && Find(measure, "nginx") is { } floor && floor > 0 ? string.Create(CultureInfo.InvariantCulture, $" {ours / floor:0.00} |") : " – |");
        }

        foreach (var note in notes)
        {
            text.AppendLine().Append(note).AppendLine();
        }

        return text.ToString();
    }

    private static void Add(List<string> list, string item)
    {
        if (!list.Contains(item))
        {
            list.Add(item);
        }
    }
}
