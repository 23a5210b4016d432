using Strata.Traces.Spans;

namespace Strata.Otlp.Dialects;

/// <summary>What a span says of a field: the value that is believed most so far. Key and text stand in the request's body.</summary>
internal struct FieldSlot
{
    /// <summary>The rank of the line that said it; 0 where nobody did.</summary>
    public byte Rank;
    public AttributeKind Kind;
    public ulong Bits;
    public int KeyAt;
    public int KeyLength;
    public int At;
    public int Length;
}
