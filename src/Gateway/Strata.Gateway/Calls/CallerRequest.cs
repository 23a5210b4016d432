using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tasks;
using Strata.Dialects.Wire;
using Strata.Gateway.Surfaces;

namespace Strata.Gateway.Calls;

/// <summary>What the caller sent: the bytes, what the byte scan said of them, and, once somebody needs it, the canonical form.</summary>
internal sealed class CallerRequest(Surface surface, RequestTarget target, WireRequest scan, ReadOnlyMemory<byte> body)
{
    private Result<ChatRequest>? canonical;

    public Surface Surface => surface;

    public RequestTarget Target => target;

    public WireRequest Scan => scan;

    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Whether the answer goes out as events.</summary>
    public bool Stream => scan.Stream && surface.Streams;

    /// <summary>Headers of the caller's dialect that a provider of the same dialect gets too, for instance <c>anthropic-beta</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> DialectHeaders { get; init; } = [];

    /// <summary>The canonical form replaced by somebody on the way (a guardrail, a stored conversation): the bytes are no longer what is sent.</summary>
    public ChatRequest? Rewritten { get; set; }

    /// <summary>Whether the caller's bytes may go out as they are.</summary>
    public bool IsIntact => Rewritten is null;

    /// <summary>The content type of a form; null for JSON.</summary>
    public string? ContentType { get; init; }

    /// <summary>The texts to embed, once they were read for a provider of another dialect.</summary>
    public EmbeddingRequest? Vectors { get; set; }

    /// <summary>The request without the stored turns that were put before it; null where none were.</summary>
    public ChatRequest? OwnInput { get; set; }

    /// <summary>The canonical form, read once.</summary>
    public Result<ChatRequest> Canonical() =>
        Rewritten is { } changed ? changed
        : canonical ??= surface.Counts?.Read(body, target) ?? surface.Dialect?.ReadRequest(body, target) ?? Problem.Unsupported("model", "This endpoint cannot be translated for another kind of provider.");
}
