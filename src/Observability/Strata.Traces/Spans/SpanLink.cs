namespace Strata.Traces.Spans;

/// <summary>Points to another span that this one has to do with.</summary>
public sealed class SpanLink
{
    /// <summary>The other span's trace.</summary>
    public UInt128 TraceId { get; set; }

    /// <summary>The other span.</summary>
    public ulong SpanId { get; set; }

    /// <summary>The other span's W3C trace state.</summary>
    public string TraceState { get; set; } = "";

    /// <summary>Trace flags.</summary>
    public uint Flags { get; set; }

    /// <summary>Attributes that the sender dropped.</summary>
    public int DroppedAttributes { get; set; }

    /// <summary>Facts about it.</summary>
    public AttributeList Attributes { get; } = new();
}
