using Strata.Core.Usage;

namespace Strata.Traces.Spans;

/// <summary>
/// A finished piece of work in the one form of all dialects. A place in a <see cref="SpanBatch"/> that is filled again and
/// again: names and labels are expected to be shared strings, texts are slices of the sender's bytes.
/// </summary>
public sealed class SpanRecord
{
    /// <summary>Set in <see cref="Flags"/> where the sender says whether the parent is remote (OTLP <c>CONTEXT_HAS_IS_REMOTE</c>).</summary>
    public const uint FlagHasIsRemote = 0x100;

    /// <summary>Set in <see cref="Flags"/> where the parent is in another process (OTLP <c>CONTEXT_IS_REMOTE</c>).</summary>
    public const uint FlagIsRemote = 0x200;

    /// <summary>Whose it is; decided by who received it, never by what it says about itself.</summary>
    public Tenant Tenant { get; set; }

    /// <summary>The trace: the 16 bytes read big-endian, so that hexadecimal digits are in order. Zero is refused.</summary>
    public UInt128 TraceId { get; set; }

    /// <summary>The span: the 8 bytes read big-endian. Zero is refused.</summary>
    public ulong SpanId { get; set; }

    /// <summary>The span that started it; 0 for a root.</summary>
    public ulong ParentId { get; set; }

    /// <summary>Begin, in nanoseconds since 1970.</summary>
    public long StartNs { get; set; }

    /// <summary>End, in nanoseconds since 1970; taken as the begin where it lies before it.</summary>
    public long EndNs { get; set; }

    /// <summary>What was done, interned.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its role.</summary>
    public SpanKind Kind { get; set; }

    /// <summary>How it ended.</summary>
    public SpanStatus Status { get; set; }

    /// <summary>What went wrong, in words.</summary>
    public string StatusText { get; set; } = "";

    /// <summary>W3C trace flags in the low 8 bits, OTLP's above.</summary>
    public uint Flags { get; set; }

    /// <summary>W3C trace state.</summary>
    public string TraceState { get; set; } = "";

    /// <summary>Resource and scope.</summary>
    public SpanOrigin Origin { get; set; } = SpanOrigin.Unknown;

    /// <summary>The operation, in the GenAI conventions' words (<c>chat</c>, <c>embeddings</c>, <c>execute_tool</c> …), interned; empty for other work.</summary>
    public string Operation { get; set; } = "";

    /// <summary>Who serves the model (<c>openai</c> …), interned.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model asked for, interned.</summary>
    public string RequestModel { get; set; } = "";

    /// <summary>The model that answered, interned.</summary>
    public string ResponseModel { get; set; } = "";

    /// <summary>Tokens by disjoint classes: cached ones are not in input, reasoning is not in output.</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>The exact price in billionths of a dollar; null where none is known.</summary>
    public long? CostNanos { get; set; }

    /// <summary>Where the price comes from.</summary>
    public CostSource CostSource { get; set; }

    /// <summary>From the begin to the first piece of the answer, in nanoseconds; null where not stated.</summary>
    public long? FirstTokenNs { get; set; }

    /// <summary>The session: a person's visit, or whatever the sender groups traces by.</summary>
    public string Session { get; set; } = "";

    /// <summary>The conversation, where it is told apart from the session.</summary>
    public string Conversation { get; set; } = "";

    /// <summary>The end user.</summary>
    public string User { get; set; } = "";

    /// <summary>The id of the API key that asked.</summary>
    public string Key { get; set; } = "";

    /// <summary>The kind of failure (<c>error.type</c>), interned.</summary>
    public string ErrorType { get; set; } = "";

    /// <summary>The tool that was executed, interned.</summary>
    public string Tool { get; set; } = "";

    /// <summary>The agent that worked, interned.</summary>
    public string Agent { get; set; } = "";

    /// <summary>Why the answer ended, interned; the first where there are several.</summary>
    public string FinishReason { get; set; } = "";

    /// <summary>Words the sender files the span under, interned.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>Texts that went in and out, in their order.</summary>
    public List<SpanMessage> Messages { get; } = [];

    /// <summary>All other facts: what one of the members above holds is left out here.</summary>
    public AttributeList Attributes { get; } = new();

    /// <summary>Attributes that the sender dropped.</summary>
    public int DroppedAttributes { get; set; }

    /// <summary>What happened meanwhile.</summary>
    public List<SpanEvent> Events { get; } = [];

    /// <summary>Events that the sender dropped.</summary>
    public int DroppedEvents { get; set; }

    /// <summary>Other spans that this one has to do with.</summary>
    public List<SpanLink> Links { get; } = [];

    /// <summary>Links that the sender dropped.</summary>
    public int DroppedLinks { get; set; }

    /// <summary>How long it took, in nanoseconds; never negative.</summary>
    public long DurationNs => Math.Max(0, EndNs - StartNs);

    /// <summary>Back to the state of a new record; lists and buffers are kept.</summary>
    public void Reset()
    {
        (Tenant, TraceId, SpanId, ParentId, StartNs, EndNs) = (default, default, 0, 0, 0, 0);
        (Name, Kind, Status, StatusText, Flags, TraceState, Origin) = ("", default, default, "", 0, "", SpanOrigin.Unknown);
        (Operation, Provider, RequestModel, ResponseModel) = ("", "", "", "");
        (Usage, CostNanos, CostSource, FirstTokenNs) = (default, null, default, null);
        (Session, Conversation, User, Key) = ("", "", "", "");
        (ErrorType, Tool, Agent, FinishReason) = ("", "", "", "");
        (DroppedAttributes, DroppedEvents, DroppedLinks) = (0, 0, 0);
        Tags.Clear();
        Messages.Clear();
        Attributes.Clear();
        Events.Clear();
        Links.Clear();
    }
}
