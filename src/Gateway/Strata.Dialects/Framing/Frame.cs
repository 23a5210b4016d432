namespace Strata.Dialects.Framing;

/// <summary>A message of a stream.</summary>
/// <param name="name">Its event's name; empty where it has none.</param>
/// <param name="data">Its data; empty for a comment or a sign of life.</param>
public readonly ref struct Frame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
{
    /// <summary>Its event's name; empty where it has none.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>Its data; empty for a comment or a sign of life.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;
}
