using System.Diagnostics;

namespace Strata.Telemetry.Spans;

/// <summary>A finished piece of work, bounded in size. Ids are lower-case hexadecimal as in W3C trace context.</summary>
public sealed record SpanRecord
{
    /// <summary>The trace, 32 digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span, 16 digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span it was started by, 16 digits; empty for a root.</summary>
    public string ParentId { get; init; } = "";

    /// <summary>What was done.</summary>
    public required string Name { get; init; }

    /// <summary>Which part of Strata did it, for instance <c>Strata.Gateway</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The project it belongs to; empty where nobody was identified.</summary>
    public string Project { get; init; } = "";

    /// <summary>Server, client or internal.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How it ended; unset is "ok, not stated".</summary>
    public ActivityStatusCode Status { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string StatusText { get; init; } = "";

    /// <summary>Facts about it.</summary>
    public IReadOnlyList<SpanAttribute> Attributes { get; init; } = [];

    /// <summary>What happened meanwhile.</summary>
    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    /// <summary>When it ended.</summary>
    public DateTimeOffset End => Start + Duration;

    /// <summary>An attribute's text, or null where it is not there.</summary>
    public string? Find(string key)
    {
        foreach (var attribute in Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>An attribute as a whole number, or null.</summary>
    public long? FindInteger(string key) => long.TryParse(Find(key), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;
}
