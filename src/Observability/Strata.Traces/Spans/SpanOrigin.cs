namespace Strata.Traces.Spans;

/// <summary>
/// Who sent a span: resource and instrumentation scope. Made once for all spans of a scope and shared by reference; the store
/// keeps each distinct one once.
/// </summary>
public sealed class SpanOrigin
{
    /// <summary>An origin nobody named.</summary>
    public static SpanOrigin Unknown { get; } = new();

    /// <summary><c>service.name</c>, interned; empty where not stated.</summary>
    public string Service { get; init; } = "";

    /// <summary>The scope's name: for our own spans the activity source.</summary>
    public string ScopeName { get; init; } = "";

    /// <summary>The scope's version.</summary>
    public string ScopeVersion { get; init; } = "";

    /// <summary>The resource's attributes with <c>service.name</c>, in the bytes of an <see cref="AttributeList"/>.</summary>
    public ReadOnlyMemory<byte> Resource { get; init; }

    /// <summary>The scope's attributes, likewise.</summary>
    public ReadOnlyMemory<byte> Scope { get; init; }
}
