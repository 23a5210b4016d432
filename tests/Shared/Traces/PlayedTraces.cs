using System.Text;
using System.Text.Json;
using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Tests.Shared.Traces;

/// <summary>
/// Traces as a team's services send them, from a seed: questions answered from documents, agents that call tools, pictures, failures
/// that were mended and failures that were not, sessions of people; names and texts that try a page; one trace as large as is wanted.
/// </summary>
internal sealed class PlayedTraces(int seed, Tenant tenant)
{
    public const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    public const string RightToLeft = "ما هي تكلفة هذا الطلب بالضبط، ولماذا استغرق وقتا طويلا؟";

    /// <summary>A red dot of 8 × 8.</summary>
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAE0lEQVR4nGO8o6HBgA0wYRUdtBIAGtkBPlEytMsAAAAASUVORK5CYII=";

    private const long Ms = 1_000_000;

    private static readonly string[] Questions =
    [
        "Summarise the attached minutes in five points, with owners and dates", "What is the notice period in a German employment contract after four years?", "My invoice 4711 shows the wrong VAT number",
        "Write a SQL query that returns the ten customers with the highest churn risk", "Translate: 'The shipment is delayed by two days.' into French", "Where is my order? It was due on Monday.",
        "Explain why the p95 latency doubled after the deployment on Tuesday", "Draft a polite answer to a supplier who missed the second deadline in a row", "Which of our plans includes single sign-on?",
        "Can I return opened headphones?", "Compare the two offers in the attachment and say which is cheaper over three years", "How do I rotate the API key of a service account?",
    ];

    private static readonly string[] Answers =
    [
        "Yes. You may return it within 30 days; the refund is paid to the card you used.",
            "The p95 rose because the new version asks the reranker twice for each request. Turning the second call off brings it back to 1.2 s.",
        "Here is the query. It counts logins in the last 90 days and orders by the drop against the quarter before.", "The second offer is cheaper by 1,240 euros over three years, mainly because support is included.",
    ];

    private static readonly (string Name, string Provider, long In, long Out)[] Models =
        [("gpt-4o", "openai", 2500, 10_000), ("gpt-4o-mini", "openai", 150, 600), ("claude-sonnet-4", "anthropic", 3000, 15_000), ("llama-3.3-70b", "groq", 590, 790), ("smollm2", "strata", 0, 0)];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, SpanOrigin> origins = [];
    private ulong next = (ulong)seed << 40;

    /// <summary>Adds a trace that began then; which kind it is goes by chance.</summary>
    public UInt128 Add(SpanBatch batch, DateTimeOffset at)
    {
        var trace = NewTrace();
        var start = (at - DateTimeOffset.UnixEpoch).Ticks * 100;
        var (session, user) = ($"ses_{random.Next(600):d4}", $"user-{random.Next(90):d3}@example.com");
        var first = batch.Count;
        switch (random.Next(10))
        {
            case < 5:
                Answered(batch, trace, start);
                break;
            case < 8:
                Agent(batch, trace, start);
                break;
            default:
                Gateway(batch, trace, start);
                break;
        }

        for (var i = first; i < batch.Count; i++)
        {
            (batch[i].Session, batch[i].User, batch[i].Key) = (session, user, "key_" + (random.Next(3) == 0 ? "mine" : "bot"));
        }

        return trace;
    }

    /// <summary>Adds traces whose names and texts try a page.</summary>
    public IReadOnlyList<UInt128> AddStrange(SpanBatch batch, DateTimeOffset at)
    {
        var start = (at - DateTimeOffset.UnixEpoch).Ticks * 100;
        var traces = new List<UInt128>();
        foreach (var text in (string[])[Hostile, RightToLeft, new string('w', 400), "A very long prompt without an end. " + string.Concat(Enumerable.Repeat("And on it goes. ", 2000))])
        {
            traces.Add(NewTrace());
            var root = Span(batch, traces[^1], 0, (start, start + (90 * Ms)), text[..Math.Min(200, text.Length)], text[..Math.Min(60, text.Length)]);
            (root.Session, root.User, root.RequestModel, root.ErrorType, root.Status) = (text[..Math.Min(200, text.Length)], Hostile, new string('m', 200), text[..Math.Min(40, text.Length)], SpanStatus.Error);
            root.Usage = new TokenUsage { Input = 12, Output = 3 };
            root.StatusText = text[..Math.Min(300, text.Length)];
            Say(root, MessageSlot.Input, "user", text);
            root.Attributes.Add(Hostile, Hostile);
            start += 1000 * Ms;
        }

        return traces;
    }

    /// <summary>Adds a trace of so many spans: a crawl with pages, each with its calls.</summary>
    public UInt128 AddLarge(SpanBatch batch, DateTimeOffset at, int spans, Action<SpanBatch> full)
    {
        var trace = NewTrace();
        var start = (at - DateTimeOffset.UnixEpoch).Ticks * 100;
        var root = Span(batch, trace, 0, (start, start + (spans * 2 * Ms)), "index the handbook", "indexer");
        Say(root, MessageSlot.Input, "user", "Index the whole handbook again");
        var rootId = root.SpanId;
        var left = spans - 1;
        for (var page = 0; left > 0; page++)
        {
            var from = start + (page * 20L * Ms);
            var above = Span(batch, trace, rootId, (from, from + (19 * Ms)), $"page {page}", "indexer").SpanId;
            left--;
            for (var step = 0; step < 9 && left > 0; step++, left--)
            {
                var span = Span(batch, trace, above, (from + (step * 2 * Ms), from + (((step * 2) + 1 + random.Next(2)) * Ms)), step % 3 == 2 ? "embeddings text-embedding-3-small"
                    : step % 3 == 1 ? "split" : "fetch", "indexer");
                if (step % 3 == 2)
                {
                    (span.Operation, span.RequestModel, span.Provider, span.Usage, span.CostNanos) = ("embeddings", "text-embedding-3-small", "openai", new TokenUsage { Input = 400 + random.Next(100) }, 9_000);
                }

                if (random.Next(900) == 0)
                {
                    (span.Status, span.ErrorType) = (SpanStatus.Error, "timeout");
                }

                if (batch.Count >= 1000)
                {
                    full(batch);
                    batch.Clear();
                }
            }
        }

        return trace;
    }

    private void Answered(SpanBatch batch, UInt128 trace, long start)
    {
        var model = Models[random.Next(Models.Length)];
        var took = (long)(400 * Math.Exp(random.NextDouble() * 2.4)) * Ms;
        var failed = random.Next(25) == 0;
        var root = Span(batch, trace, 0, (start, start + took), "POST /api/answer", "helpdesk").SpanId;
        batch[batch.Count - 1].Kind = SpanKind.Server;
        batch[batch.Count - 1].Status = failed ? SpanStatus.Error : SpanStatus.Ok;
        batch[batch.Count - 1].Attributes.Add("http.route", "/api/answer");
        batch[batch.Count - 1].Attributes.Add("http.response.status_code", failed ? 502L : 200L);
        var retrieve = Span(batch, trace, root, (start + (5 * Ms), start + (took / 5)), "retrieve documents", "helpdesk").SpanId;
        var embed = Span(batch, trace, retrieve, (start + (6 * Ms), start + (took / 12)), "embeddings text-embedding-3-small", "helpdesk");
        (embed.Operation, embed.RequestModel, embed.Provider, embed.Usage, embed.CostNanos) = ("embeddings", "text-embedding-3-small", "openai", new TokenUsage { Input = 18 }, 360);
        var search = Span(batch, trace, retrieve, (start + (took / 11), start + (took / 6)), "vector search", "helpdesk");
        search.Attributes.Add("db.system", "strata");
        search.Attributes.Add("retrieval.k", 8L);
        var question = Questions[random.Next(Questions.Length)];
        Call(batch, (trace, root), (start + (took / 5), start + took - (4 * Ms)), model, failed, [("system", "You answer questions of customers from the documents given. Say so when you do not know."),
            ("user", question)], Answers[random.Next(Answers.Length)]);
    }

    private void Agent(SpanBatch batch, UInt128 trace, long start)
    {
        var model = Models[random.Next(3)];
        var (turns, at) = (1 + random.Next(4), start + (3 * Ms));
        var question = Questions[random.Next(Questions.Length)];
        var root = Span(batch, trace, 0, (start, start), "invoke_agent support", "agents");
        (root.Operation, root.Agent, root.Status) = ("invoke_agent", "support", SpanStatus.Ok);
        var rootId = root.SpanId;
        var history = new List<(string Role, string Text)> { ("system", "You are the support agent. Use the tools; ask before you change anything."), ("user", question) };
        for (var turn = 0; turn < turns; turn++)
        {
            var length = (300 + random.Next(1800)) * Ms;
            var tool = turn % 2 == 0 ? "find_order" : "search_documents";
            var arguments = JsonSerializer.Serialize(new { query = question[..Math.Min(24, question.Length)], limit = 3 + turn });
            var asks = JsonSerializer.Serialize(new object[] { new { type = "reasoning", content = "The customer's order has to be found first." }, new { type = "tool_call", id = $"call_{turn}",
                name = tool, arguments } });
            Call(batch, (trace, rootId), (at, at + length), model, failed: false, [.. history], asks, isJson: true);
            at += length + Ms;
            var ran = Span(batch, trace, rootId, (at, at + (40 * Ms)), $"execute_tool {tool}", "agents");
            (ran.Operation, ran.Tool, ran.Agent) = ("execute_tool", tool, "support");
            if (random.Next(8) == 0)
            {
                (ran.Status, ran.ErrorType, ran.StatusText) = (SpanStatus.Error, "tool_timeout", "The tool did not answer within 5 s");
                ran.EndNs += 5_000 * Ms;
                at += 5_000 * Ms;
            }

            at += 45 * Ms;
            history.Add(("assistant", asks));
            history.Add(("tool", JsonSerializer.Serialize(new object[] { new { type = "tool_call_response", id = $"call_{turn}", response = new { order = 4711 + turn, state = "on its way", due = "2026-11-23" } } })));
        }

        Call(batch, (trace, rootId), (at, at + (900 * Ms)), model, failed: false, [.. history], Answers[random.Next(Answers.Length)]);
        for (var i = batch.Count - 1; i >= 0; i--)
        {
            if (batch[i].TraceId == trace && batch[i].SpanId == rootId)
            {
                batch[i].EndNs = at + (905 * Ms);
            }
        }
    }

    private void Gateway(SpanBatch batch, UInt128 trace, long start)
    {
        var model = Models[random.Next(Models.Length)];
        var took = (200 + random.Next(2600)) * Ms;
        var failed = random.Next(12) == 0;
        var picture = random.Next(3) == 0
            ? JsonSerializer.Serialize(new object[] { new { type = "text", content = "What does this picture show?" }, new { type = "blob", modality = "image", mime_type = "image/png", content = Png } })
            : "";
        Call(batch, (trace, 0), (start, start + took), model, failed, [("user", picture.Length > 0 ? picture : Questions[random.Next(Questions.Length)])], picture.Length > 0 ? "A red square."
            : Answers[random.Next(Answers.Length)]);
        batch[batch.Count - 1].Attributes.Add("strata.request.id", $"req_{next:x}");
    }

    private void Call(
        SpanBatch batch, (UInt128 Trace, ulong Parent) place, (long From, long To) time, (string Name, string Provider, long In, long Out) model, bool failed, (string Role, string Text)[] messages,
            string answer, bool isJson = false)
    {
        var span = Span(batch, place.Trace, place.Parent, time, $"chat {model.Name}", place.Parent == 0 ? "strata" : "helpdesk");
        (span.Kind, span.Operation, span.RequestModel, span.ResponseModel, span.Provider) = (SpanKind.Client, "chat", model.Name, model.Name + "-2026-08-06", model.Provider);
        foreach (var (role, text) in messages)
        {
            Say(span, role == "system" ? MessageSlot.System : MessageSlot.Input, role, text);
        }

        if (failed)
        {
            (span.Status, span.ErrorType, span.StatusText) = (SpanStatus.Error, "server_error", "The provider answered 503 twice and then not at all");
            return;
        }

        (span.Status, span.FinishReason) = (random.Next(2) == 0 ? SpanStatus.Ok : SpanStatus.Unset, isJson ? "tool_calls" : "stop");
        var input = messages.Sum(m => m.Text.Length) / 4;
        span.Usage = new TokenUsage { Input = input, CachedInput = random.Next(3) == 0 ? 1024 : 0, Output = answer.Length / 4, Reasoning = random.Next(4) == 0 ? 128 : 0 };
        span.FirstTokenNs = (time.To - time.From) / 6;
        if (model.In > 0)
        {
            (span.CostNanos, span.CostSource) = ((span.Usage.Prompt * model.In) + (span.Usage.Completion * model.Out), CostSource.Computed);
        }

        Say(span, MessageSlot.Output, "assistant", answer);
    }

    private SpanRecord Span(SpanBatch batch, UInt128 trace, ulong parent, (long From, long To) time, string name, string service)
    {
        var span = batch.Add();
        if (!origins.TryGetValue(service, out var origin))
        {
            var resource = new AttributeList();
            resource.Add("service.name", service);
            resource.Add("deployment.environment", "production");
            origins.Add(service, origin = new SpanOrigin { Service = service, ScopeName = service + ".tracing", ScopeVersion = "1.4.0", Resource = resource.Bytes.ToArray() });
        }

        (span.Tenant, span.TraceId, span.SpanId, span.ParentId, span.StartNs, span.EndNs, span.Name, span.Origin, span.Kind) = (tenant, trace, ++next, parent, time.From, time.To, name, origin, SpanKind.Internal);
        return span;
    }

    private static void Say(SpanRecord span, MessageSlot slot, string role, string text) =>
        span.Messages.Add(new SpanMessage(slot, role, Encoding.UTF8.GetBytes(text), text.StartsWith("[{", StringComparison.Ordinal)));

    private UInt128 NewTrace() => new((ulong)random.NextInt64() | 1, (ulong)random.NextInt64() | 1);
}
