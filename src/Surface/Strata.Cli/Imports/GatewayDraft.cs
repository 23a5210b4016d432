namespace Strata.Cli.Imports;

/// <summary>Our configuration as another gateway's file says it, and what that file says that has no equivalent here.</summary>
internal sealed class GatewayDraft
{
    private const int NotesMax = 1_000;
    private readonly List<string> notes = [];

    public List<ImportedProvider> Providers { get; } = [];

    public List<ImportedRoute> Routes { get; } = [];

    /// <summary>Dollars per million tokens by deployment: input and output.</summary>
    public SortedDictionary<string, (decimal? Input, decimal? Output)> Prices { get; } = new(StringComparer.Ordinal);

    /// <summary>Limits a minute by deployment: requests and tokens.</summary>
    public SortedDictionary<string, (decimal? Requests, decimal? Tokens)> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Failures in a row that open a breaker; 0 leaves the default.</summary>
    public int FailuresInARow { get; set; }

    /// <summary>How long a breaker stays open, in seconds; 0 leaves the default.</summary>
    public decimal OpenForSeconds { get; set; }

    public IReadOnlyList<string> Notes => notes;

    /// <summary>Says what has no equivalent, once.</summary>
    public void Note(string note)
    {
        if (notes.Count < NotesMax && !notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    /// <summary>The provider's name: that of one with the same settings, or a new one.</summary>
    public string Provider(string wish, string kind, IReadOnlyList<(string Key, string Value)> fields)
    {
        if (Providers.FirstOrDefault(p => p.Kind == kind && p.Fields.SequenceEqual(fields)) is { } same)
        {
            return same.Name;
        }

        var clean = new string([.. wish.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '-').Take(60)]).Trim('-', '.');
        clean = clean.Length == 0 || clean == "strata" ? "provider" : clean;
        var name = clean;
        for (var i = 2; Providers.Any(p => p.Name == name); i++)
        {
            name = $"{clean}-{i}";
        }

        Providers.Add(new ImportedProvider(name, kind, fields));
        return name;
    }
}
