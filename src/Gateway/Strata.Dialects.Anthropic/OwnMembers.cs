using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>What this dialect's own events say beside what the model has a place for, taken back out of the raw event when it is written again.</summary>
internal static class OwnMembers
{
    private static readonly string[] UsageNames =
    [
        "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation", "output_tokens_details", "service_tier",
    ];

    /// <summary>Of the message inside <c>message_start</c>.</summary>
    public static (IReadOnlyList<Carry> Extra, string? Tier) OfMessage(ReadOnlyMemory<byte> raw)
    {
        string? tier = null;
        var extra = Read(raw, root =>
        {
            Skip(root, ["id", "type", "role", "model", "content", "stop_reason", "stop_sequence"]);
            var usage = root.Object("usage");
            tier = usage?.Text("service_tier");
            return [.. OfUsage(usage), .. root.Rest()];
        });
        return (extra, tier);
    }

    /// <summary>Of <c>message_delta</c>: what its <c>delta</c> says, and what the event and its <c>usage</c> say.</summary>
    public static (IReadOnlyList<Carry> Delta, IReadOnlyList<Carry> Extra) OfDelta(ReadOnlyMemory<byte> raw)
    {
        IReadOnlyList<Carry> inside = [];
        var extra = Read(raw, root =>
        {
            Skip(root, ["type"]);
            if (root.Object("delta") is { } delta)
            {
                Skip(delta, ["stop_reason", "stop_sequence"]);
                inside = delta.Rest();
            }

            return [.. OfUsage(root.Object("usage")), .. root.Rest()];
        });
        return (inside, extra);
    }

    /// <summary>Of a <c>usage</c>.</summary>
    public static IReadOnlyList<Carry> OfUsage(ObjectReader? usage)
    {
        if (usage is null)
        {
            return [];
        }

        Skip(usage, UsageNames);
        return usage.Rest("usage.");
    }

    private static void Skip(ObjectReader owner, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            owner.Take(name);
        }
    }

    /// <summary>The values stand on one line, as an event's data must.</summary>
    private static List<Carry> Read(ReadOnlyMemory<byte> raw, Func<ObjectReader, List<Carry>> read)
    {
        if (raw.IsEmpty)
        {
            return [];
        }

        return JsonBody.ReadAnswer(OneLine.Of(raw).Span, root => read(new ObjectReader(root))).Try(out var extra, out _) ? extra : [];
    }
}
