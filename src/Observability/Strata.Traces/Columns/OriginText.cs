using Strata.Traces.Bytes;
using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>An origin as bytes: <c>service:text scope:text version:text resource:block scopeAttributes:block</c>.</summary>
internal static class OriginText
{
    public static void Write(SpanOrigin origin, ByteWriter into)
    {
        into.Text(origin.Service);
        into.Text(origin.ScopeName);
        into.Text(origin.ScopeVersion);
        into.Block(origin.Resource.Span);
        into.Block(origin.Scope.Span);
    }

    public static SpanOrigin Read(ReadOnlySpan<byte> bytes)
    {
        var cursor = new ByteCursor(bytes);
        return Read(ref cursor);
    }

    public static SpanOrigin Read(ref ByteCursor cursor) => new()
    {
        Service = cursor.Text(),
        ScopeName = cursor.Text(),
        ScopeVersion = cursor.Text(),
        Resource = cursor.Block().ToArray(),
        Scope = cursor.Block().ToArray(),
    };

    /// <summary>The attributes of resource (or scope) within an origin's bytes.</summary>
    public static ReadOnlySpan<byte> Attributes(ReadOnlySpan<byte> bytes, bool ofScope)
    {
        var cursor = new ByteCursor(bytes);
        for (var i = 0; i < 3; i++)
        {
            cursor.Block();
        }

        var resource = cursor.Block();
        return ofScope ? cursor.Block() : resource;
    }
}
