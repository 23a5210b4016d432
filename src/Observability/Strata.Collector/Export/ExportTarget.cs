namespace Strata.Collector.Export;

/// <summary>Where spans are sent onward.</summary>
public sealed record ExportTarget
{
    /// <summary>Its name in metrics and the log.</summary>
    public required string Name { get; init; }

    /// <summary>The whole address, for instance <c>https://cloud.langfuse.com/api/public/otel/v1/traces</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Headers of each request; keys stand here.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The projects whose spans leave; all where empty.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Whether the texts of conversations leave.</summary>
    public bool Messages { get; init; } = true;

    /// <summary>Beginnings of the names of attributes that stay here.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Detectors whose findings are masked in every text, for instance <c>PII</c> and <c>SECRETS</c>.</summary>
    public IReadOnlyList<string> Mask { get; init; } = [];

    /// <summary>Patterns that are masked in every text.</summary>
    public IReadOnlyList<string> MaskPatterns { get; init; } = [];

    /// <summary>Bytes that wait for the receiver; further spans are dropped and counted.</summary>
    public long QueueBytesMax { get; init; } = 64L << 20;
}
