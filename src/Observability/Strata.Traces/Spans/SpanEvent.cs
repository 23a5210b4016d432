namespace Strata.Traces.Spans;

/// <summary>Something that happened at one moment of a span.</summary>
public sealed class SpanEvent
{
    /// <summary>What happened.</summary>
    public string Name { get; set; } = "";

    /// <summary>When, in nanoseconds since 1970.</summary>
    public long TimeNs { get; set; }

    /// <summary>Attributes that the sender dropped.</summary>
    public int DroppedAttributes { get; set; }

    /// <summary>Facts about it.</summary>
    public AttributeList Attributes { get; } = new();
}
