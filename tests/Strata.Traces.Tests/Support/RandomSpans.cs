using System.Text;
using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Traces.Tests.Support;

/// <summary>Spans of every shape, from a seed: traces of a few spans with parents, some attributes of each type, messages that repeat.</summary>
internal sealed class RandomSpans(int seed)
{
    public const long Day = 86_400_000_000_000;
    public static readonly Tenant[] Tenants = [new("org_1", "alpha"), new("org_1", "beta"), new("org_2", "alpha")];
    private static readonly string[] Words = ["refund", "order", "weather", "Straße", "invoice", "zebra", "policy", "hello"];
    private readonly Random random = new(seed);
    private ulong next = 1;

    /// <summary>Adds a trace of one to six spans within two days from <paramref name="fromNs"/>.</summary>
    public void AddTrace(SpanBatch batch, long fromNs)
    {
        var tenant = Tenants[random.Next(Tenants.Length)];
        var trace = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64() | 1);
        var start = fromNs + random.NextInt64(2 * Day);
        var ids = new List<ulong>();
        for (var left = random.Next(1, 7); left > 0; left--)
        {
            var span = batch.Add();
            span.Tenant = tenant;
            span.TraceId = trace;
            span.SpanId = (ulong)random.NextInt64() ^ (next++ << 40) | 1;
            span.ParentId = ids.Count == 0 ? random.Next(8) == 0 ? 77u : 0 : ids[random.Next(ids.Count)];
            ids.Add(span.SpanId);
            span.StartNs = start + random.NextInt64(5_000_000_000);
            span.EndNs = span.StartNs + random.NextInt64(4_000_000_000);
            Labels(span);
            Facts(span);
            Extras(span);
        }
    }

    private void Labels(SpanRecord span)
    {
        span.Name = Pick("chat", "POST /chat", "retrieve", "tool call");
        span.Kind = (SpanKind)random.Next(6);
        span.Origin = Origins[random.Next(Origins.Length)];
        span.Operation = Pick("", "chat", "embeddings");
        span.RequestModel = span.Operation == "chat" ? Pick("gpt-4o", "gpt-4o-mini", "claude") : "";
        span.ResponseModel = span.RequestModel;
        span.Provider = span.RequestModel.Length == 0 ? "" : Pick("openai", "anthropic");
        span.Session = Pick("", "s1", "s2", $"s{random.Next(50)}");
        span.Conversation = Pick("", "c1");
        span.User = $"u{random.Next(20)}";
        span.Key = Pick("", "key_1", "key_2");
        span.Tool = Pick("", "", "search");
        span.Agent = Pick("", "planner");
        span.FinishReason = Pick("", "stop", "length");
        span.TraceState = Pick("", "", "vendor=1");
        if (random.Next(3) == 0)
        {
            span.Tags.Add(Pick("prod", "beta"));
            span.Tags.Add("team a");
        }
    }

    private void Facts(SpanRecord span)
    {
        span.Status = (SpanStatus)random.Next(3);
        span.ErrorType = span.Status == SpanStatus.Error ? Pick("timeout", "500") : "";
        span.StatusText = span.Status == SpanStatus.Error ? "it broke" : "";
        span.Flags = random.Next(2) == 0 ? 1u : 0x301;
        if (span.Operation == "chat")
        {
            span.Usage = new TokenUsage { Input = random.Next(5_000), CachedInput = random.Next(2) * 100, Output = 1 + random.Next(300), Reasoning = random.Next(2) * 9 };
            span.FirstTokenNs = random.Next(3) == 0 ? null : random.NextInt64(900_000_000);
            if (random.Next(4) > 0)
            {
                (span.CostNanos, span.CostSource) = (random.NextInt64(20_000_000), CostSource.Computed);
            }
        }
    }

    private void Extras(SpanRecord span)
    {
        if (random.Next(2) == 0)
        {
            span.Attributes.Add("http.route", Pick("/a", "/b", "/c"));
            span.Attributes.Add("retries", (long)random.Next(4));
            span.Attributes.Add("ratio", random.Next(5) / 4.0);
            span.Attributes.Add("cached", random.Next(2) == 0);
            span.Attributes.TryOpen("tags"u8, AttributeKind.Array);
            span.Attributes.Add(""u8, Encoding.UTF8.GetBytes(Pick("x", "y")));
            span.Attributes.Add(""u8, 7L);
            span.Attributes.Close();
        }

        for (var left = random.Next(3); left > 0; left--)
        {
            var body = string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(Words))) + (random.Next(30) == 0 ? $" needle{random.Next(10)}" : "");
            span.Messages.Add(new SpanMessage((MessageSlot)random.Next(3), Pick("user", "assistant"), Encoding.UTF8.GetBytes(body), random.Next(9) == 0));
        }

        if (random.Next(6) == 0)
        {
            var happened = new SpanEvent { Name = "exception", TimeNs = span.StartNs + 5, DroppedAttributes = 1 };
            happened.Attributes.Add("exception.type", "E");
            span.Events.Add(happened);
            span.Links.Add(new SpanLink { TraceId = 9, SpanId = 8, TraceState = "a=b", Flags = 3 });
            (span.DroppedAttributes, span.DroppedEvents, span.DroppedLinks) = (1, 2, 3);
        }
    }

    private static SpanOrigin[] Origins { get; } = [Origin("web", "eu"), Origin("worker", "us"), SpanOrigin.Unknown];

    private static SpanOrigin Origin(string service, string region)
    {
        var resource = new AttributeList();
        resource.Add("service.name", service);
        resource.Add("cloud.region", region);
        return new SpanOrigin { Service = service, ScopeName = "lib", ScopeVersion = "1.0", Resource = resource.Bytes.ToArray() };
    }

    private string Pick(params string[] of) => of[random.Next(of.Length)];
}
