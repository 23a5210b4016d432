namespace Strata.Cli.Imports;

/// <summary>A route of the configuration that is being written.</summary>
internal sealed class ImportedRoute
{
    public required string Name { get; init; }

    public List<string> Models { get; } = [];

    /// <summary>Conditions, each as subject, test and value.</summary>
    public List<(string Subject, string Test, string Value)> When { get; } = [];

    public List<ImportedTarget> Targets { get; } = [];

    public string Strategy { get; set; } = "";

    public List<string> General { get; } = [];

    public List<string> ContextWindow { get; } = [];

    public List<string> ContentPolicy { get; } = [];

    public int AttemptsMax { get; set; }

    /// <summary>Clocks by name, in seconds.</summary>
    public SortedDictionary<string, decimal> Timeouts { get; } = new(StringComparer.Ordinal);
}
