using Strata.Otlp.Dialects;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Spans;

/// <summary>
/// Makes origins of resources and scopes. A sender's batches say the same ones again and again: those are recognised by their
/// bytes and shared, so that a batch in steady state makes none. Not thread-safe.
/// </summary>
internal sealed class OriginReader(TextPool pool)
{
    private const int Kept = 256;
    private const int AttributesMax = 256;

    private readonly Entry?[] known = new Entry?[Kept];
    private readonly AttributeList resource = new();
    private readonly AttributeList scope = new();

    /// <summary>The origin of a resource message and a scope message.</summary>
    public SpanOrigin Get(ReadOnlySpan<byte> resourceBytes, ReadOnlySpan<byte> scopeBytes, ref bool broken)
    {
        var hash = new HashCode();
        hash.AddBytes(resourceBytes);
        hash.AddBytes(scopeBytes);
        ref var place = ref known[hash.ToHashCode() & (Kept - 1)];
        if (place is { } entry && resourceBytes.SequenceEqual(entry.Resource) && scopeBytes.SequenceEqual(entry.Scope))
        {
            return entry.Origin;
        }

        var origin = Read(resourceBytes, scopeBytes, ref broken);
        if (!broken && resourceBytes.Length + scopeBytes.Length <= 16 * 1024)
        {
            place = new Entry(resourceBytes.ToArray(), scopeBytes.ToArray(), origin);
        }

        return origin;
    }

    private SpanOrigin Read(ReadOnlySpan<byte> resourceBytes, ReadOnlySpan<byte> scopeBytes, ref bool broken)
    {
        var (service, name, version) = ("", "", "");
        resource.Clear();
        var reader = new ProtoReader(resourceBytes);
        while (reader.Next())
        {
            if (reader.Is(1) && resource.Count < AttributesMax)
            {
                var pair = WirePair.Read(reader.Payload, ref broken);
                AttributeCopy.Add(resource, pair.Key, pair.Value, ref broken);
                if (pair.Value.Kind == AttributeKind.Text && pair.Key.SequenceEqual("service.name"u8))
                {
                    service = pool.Get(SpanDraft.Cut(pair.Value.Raw, 256));
                }
            }
        }

        broken |= reader.Broken;
        scope.Clear();
        reader = new ProtoReader(scopeBytes);
        while (reader.Next())
        {
            if (reader.Is(1))
            {
                name = pool.Get(SpanDraft.Cut(reader.Payload, 256));
            }
            else if (reader.Is(2))
            {
                version = pool.Get(SpanDraft.Cut(reader.Payload, 256));
            }
            else if (reader.Is(3) && scope.Count < AttributesMax)
            {
                var pair = WirePair.Read(reader.Payload, ref broken);
                AttributeCopy.Add(scope, pair.Key, pair.Value, ref broken);
            }
        }

        broken |= reader.Broken;
        return new SpanOrigin { Service = service, ScopeName = name, ScopeVersion = version, Resource = resource.Bytes.ToArray(), Scope = scope.Bytes.ToArray() };
    }

    private sealed record Entry(byte[] Resource, byte[] Scope, SpanOrigin Origin);
}
