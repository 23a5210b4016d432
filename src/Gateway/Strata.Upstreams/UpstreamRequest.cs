using System.Buffers;
using Strata.Routing.Signing;

namespace Strata.Upstreams;

/// <summary>A POST to a provider: address, headers, and a body in parts, which are written from where they stand.</summary>
public sealed class UpstreamRequest : IHeaderSink
{
    /// <summary>What would end a header early, and begin another.</summary>
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\r\n\0");

    private readonly List<KeyValuePair<string, string>> headers = new(4);

    /// <summary>A request.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="contentType">The body's type.</param>
    /// <param name="body">The body.</param>
    public UpstreamRequest(Uri url, string contentType, IReadOnlyList<ReadOnlyMemory<byte>> body)
    {
        (Url, ContentType, Body) = (url, contentType, body);
        for (var i = 0; i < body.Count; i++)
        {
            Length += body[i].Length;
        }
    }

    /// <summary>Where to.</summary>
    public Uri Url { get; }

    /// <summary>The body's type.</summary>
    public string ContentType { get; }

    /// <summary>The body's parts, in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Body { get; }

    /// <summary>The body's bytes.</summary>
    public long Length { get; }

    /// <summary>The headers besides those of the connection and of the body.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => headers;

    /// <summary>Whether all of it was handed to a connection.</summary>
    public bool IsSent { get; internal set; }

    /// <inheritdoc/>
    public void Set(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(Forbidden) || value.AsSpan().ContainsAny(Forbidden))
        {
            return; // it cannot be sent
        }

        var at = Find(name);
        if (at >= 0)
        {
            headers[at] = new(name, value);
        }
        else
        {
            headers.Add(new(name, value));
        }
    }

    /// <inheritdoc/>
    public bool Has(string name) => Find(name) >= 0;

    private int Find(string name)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
