using System.Globalization;
using System.Text;
using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Benchmarks.Telemetry;

/// <summary>
/// Traffic of chat applications: sessions of up to eight turns, five spans a turn (request, agent, retrieval, model call with the
/// whole history, tool call). Many sessions go on at once, so a session's turns lie apart. Seeded: the n-th trace is always the same id.
/// </summary>
internal sealed class ChatTraffic
{
    public const int SpansPerTrace = 5;
    public static readonly string[] Models = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4", "gemini-2.5-flash"];
    private static readonly string[] Providers = ["openai", "openai", "anthropic", "google"];
    private static readonly SpanOrigin[] Origins = [.. new[] { "shop-assistant", "support-bot", "doc-search" }.Select(OriginOf)];
    private static readonly string[] Tools = ["search_orders", "refund", "weather", "calculator"];
    private readonly ChatText text;
    private readonly Random random;
    private readonly Session[] sessions;
    private readonly byte[][] systems;
    private readonly Tenant tenant;
    private readonly int lane;
    private long made;

    public ChatTraffic(ChatText text, int lane, Tenant tenant, int concurrent = 400)
    {
        (this.text, this.lane, this.tenant) = (text, lane, tenant);
        random = new Random(1_000 + lane);
        systems = [.. Origins.Select((_, i) => text.Prose(new Random(i), 70))];
        sessions = [.. Enumerable.Range(0, concurrent).Select(i => new Session(i))];
    }

    public static UInt128 TraceId(int lane, long number) =>
        new(Mix((ulong)number + ((ulong)lane << 40)), Mix(~((ulong)number + ((ulong)lane << 40))));

    /// <summary>The word that is in one prompt of a hundred thousand or so.</summary>
    public static string Needle(int lane, long number) => $"order-{Mix((ulong)((number * 64) + lane)) % 900_000_000 + 100_000_000}";

    /// <summary>Adds one turn's spans to a batch.</summary>
    public void Add(SpanBatch batch, long startNs)
    {
        var session = sessions[random.Next(sessions.Length)];
        if (session.Turns == 0)
        {
            session.Begin(random, lane, made);
        }

        var app = session.App;
        var needle = Needle(lane, made);
        var question = text.Prose(random, 8 + random.Next(24), made % 20 == 0 ? needle : null);
        var answer = text.Prose(random, 15 + random.Next(50));
        var found = text.Prose(random, 12 + random.Next(20));
        var trace = TraceId(lane, made);
        var model = random.Next(10) switch { < 5 => 0, < 8 => 1, 8 => 2, _ => 3 };
        var failed = random.Next(50) == 0;
        var took = 300_000_000L + (long)(-Math.Log(1 - random.NextDouble()) * 1.2e9);
        var ids = (ulong)made * 8;
        ulong Id(int i) => Mix(ids + (ulong)i + ((ulong)lane << 50));

        SpanRecord Span(int i, int parent, string name, SpanKind kind, long offset, long length)
        {
            var span = batch.Add();
            span.Tenant = tenant;
            span.TraceId = trace;
            span.SpanId = Id(i);
            span.ParentId = parent < 0 ? 0 : Id(parent);
            span.Name = name;
            span.Kind = kind;
            span.StartNs = startNs + offset;
            span.EndNs = span.StartNs + length;
            span.Origin = Origins[app];
            span.Session = session.Name;
            span.User = session.User;
            return span;
        }

        var root = Span(0, -1, "POST /chat", SpanKind.Server, 0, took + 40_000_000 + random.Next(1_000_000));
        root.Attributes.Add("http.request.method"u8, "POST"u8);
        root.Attributes.Add("http.route"u8, session.Route);
        root.Attributes.Add("http.response.status_code"u8, failed ? 500L : 200L);
        root.Attributes.Add("app.ticket"u8, Encoding.UTF8.GetBytes($"T-{lane}-{made}"));
        root.Messages.Add(new SpanMessage(MessageSlot.Input, "user", question));
        root.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", answer));
        root.Status = failed ? SpanStatus.Error : SpanStatus.Unset;

        var agent = Span(1, 0, "invoke_agent " + Origins[app].Service, SpanKind.Internal, 1_000_000 + random.Next(1_000_000), took + 20_000_000);
        agent.Operation = "invoke_agent";
        agent.Agent = Origins[app].Service;
        agent.Messages.Add(new SpanMessage(MessageSlot.Input, "user", question));
        agent.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", answer));

        var retrieval = Span(2, 1, "retrieval documents", SpanKind.Client, 3_000_000 + random.Next(1_000_000), 8_000_000 + random.Next(9_000_000));
        retrieval.Operation = "retrieval";
        retrieval.Attributes.Add("db.system.name"u8, "qdrant"u8);
        retrieval.Attributes.Add("retrieval.top_k"u8, (long)(4 + (4 * app)));
        retrieval.Messages.Add(new SpanMessage(MessageSlot.Input, "user", question));
        retrieval.Messages.Add(new SpanMessage(MessageSlot.Output, "", found));

        var call = Span(3, 1, "chat " + Models[model], SpanKind.Client, 25_000_000 + random.Next(1_000_000), took);
        call.Operation = "chat";
        (call.Provider, call.RequestModel, call.ResponseModel) = (Providers[model], Models[model], Models[model]);
        call.Key = session.Key;
        call.Messages.Add(new SpanMessage(MessageSlot.System, "system", systems[app]));
        foreach (var (role, body) in session.History)
        {
            call.Messages.Add(new SpanMessage(MessageSlot.Input, role, body));
        }

        call.Messages.Add(new SpanMessage(MessageSlot.Input, "user", question));
        call.Messages.Add(new SpanMessage(MessageSlot.Input, "tool", found));
        call.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", answer));
        var prompt = (call.Messages.Sum(m => (long)m.Body.Length) - answer.Length) / 4;
        call.Usage = new TokenUsage { Input = prompt - (prompt / 3), CachedInput = prompt / 3, Output = answer.Length / 4 };
        call.CostNanos = (prompt * 2_500) + (answer.Length * 2_500);
        call.CostSource = CostSource.Computed;
        call.FirstTokenNs = 80_000_000 + random.Next(200_000_000);
        call.FinishReason = "stop";
        call.Attributes.Add("gen_ai.request.temperature"u8, 0.7);
        call.Attributes.Add("gen_ai.request.max_tokens"u8, 1024L);
        call.Attributes.Add("gen_ai.response.id"u8, Encoding.UTF8.GetBytes("chatcmpl-" + Id(7).ToString("x16", CultureInfo.InvariantCulture)));
        if (failed)
        {
            (call.Status, call.ErrorType, call.StatusText) = (SpanStatus.Error, "timeout", "the provider did not answer in time");
        }

        var tool = Span(4, 1, "execute_tool " + Tools[app], SpanKind.Internal, took / 2, 5_000_000 + random.Next(30_000_000));
        tool.Operation = "execute_tool";
        tool.Tool = Tools[app];
        tool.Attributes.Add("gen_ai.tool.call.id"u8, Encoding.UTF8.GetBytes("call_" + Id(6).ToString("x16", CultureInfo.InvariantCulture)));
        tool.Messages.Add(new SpanMessage(MessageSlot.Output, "tool", found));
        session.End(question, answer);
        made++;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return (value ^ (value >> 31)) | 1;
    }

    private static SpanOrigin OriginOf(string service)
    {
        var resource = new AttributeList();
        resource.Add("service.name", service);
        resource.Add("service.version", "1.4.2");
        resource.Add("deployment.environment.name", "production");
        resource.Add("telemetry.sdk.language", "python");
        return new SpanOrigin { Service = service, ScopeName = "opentelemetry.instrumentation.openai", ScopeVersion = "0.50b0", Resource = resource.Bytes.ToArray() };
    }

    private sealed class Session(int number)
    {
        public List<(string Role, byte[] Body)> History { get; } = [];

        public int Turns { get; private set; }

        public string Name { get; private set; } = "";

        public string User { get; private set; } = "";

        public string Key { get; private set; } = "";

        public byte[] Route { get; private set; } = [];

        public int App { get; private set; }

        public void Begin(Random random, int lane, long made)
        {
            Turns = 2 + random.Next(7);
            History.Clear();
            Name = $"sess-{lane}-{number}-{made}";
            User = $"user-{random.Next(20_000)}";
            Key = $"key_{random.Next(12)}";
            App = random.Next(3);
            Route = Encoding.UTF8.GetBytes($"/v1/{(App == 0 ? "shop" : App == 1 ? "support" : "docs")}/chat");
        }

        public void End(byte[] question, byte[] answer)
        {
            History.Add(("user", question));
            History.Add(("assistant", answer));
            Turns--;
        }
    }
}
