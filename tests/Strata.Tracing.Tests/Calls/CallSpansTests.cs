using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Capture;
using Strata.Ledger.Rows;
using Strata.Traces.Spans;
using Strata.Tracing.Calls;
using Strata.Tracing.Tests.Support;

namespace Strata.Tracing.Tests.Calls;

public sealed class CallSpansTests
{
    private const string Id = "req_01jd0000000000000000000001";

    [Fact]
    public async Task A_call_is_a_span_with_all_that_is_known_and_one_below_it_for_each_attempt()
    {
        var answer = new CapturedText(100);
        answer.Add("Certainly 😀.");
        var call = new CallFacts(TracePlace.Of(Id, "", ""), Told.Row(), "chat")
        {
            Prompt = """[{"role":"user","content":"Hello"}]"""u8.ToArray(), PromptBytesMax = 100, Answer = answer,
            Metadata = new Dictionary<string, string> { ["session_id"] = "s-1", ["plan"] = "pro" },
        };
        await Told.LookAsync(call, spans =>
        {
            Assert.Equal(3, spans.Count);
            var (root, first, second) = (spans[0], spans[1], spans[2]);
            Assert.Equal(("chat gpt-4o", "chat", "openai", "gpt-4o", "openai/gpt-4o"), (root.Name, root.Operation, root.Provider, root.RequestModel, root.ResponseModel));
            Assert.Equal((new Tenant("org", "prj"), "key_1", "ada", "s-1", 4_310L), (root.Tenant, root.Key, root.User, root.Session, root.CostNanos!.Value));
            Assert.Equal((80_000_000L, 250_000_000L, 0UL, SpanStatus.Ok), (root.FirstTokenNs!.Value, root.DurationNs, root.ParentId, root.Status));
            Assert.Equal(new TokenUsage { Input = 20, CachedInput = 5, Output = 7, Reasoning = 2 }, root.Usage);
            Assert.Equal(["app=shop"], root.Tags);
            Assert.Equal([(MessageSlot.Input, "user", "Hello"), (MessageSlot.Output, "assistant", "Certainly 😀.")], root.Messages.Select(m => (m.Slot, m.Role, Told.Text(m))));
            Assert.All([first, second], s => Assert.Equal((root.SpanId, root.TraceId, default(TokenUsage), (long?)null), (s.ParentId, s.TraceId, s.Usage, s.CostNanos)));
            Assert.Equal((SpanStatus.Error, "rate_limited", "groq"), (first.Status, first.ErrorType, first.Provider));
            Assert.Equal((root.StartNs + 45_000_000, SpanStatus.Ok), (second.StartNs, second.Status));
            Assert.Equal(3, spans.Select(s => s.SpanId).Distinct().Count());
        });
    }

    [Fact]
    public async Task A_callers_trace_goes_on_and_a_malformed_one_is_none()
    {
        const string Caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        await Told.LookAsync(new CallFacts(TracePlace.Of(Id, Caller, "vendor=1"), Told.Row(), "chat"), spans =>
        {
            Assert.Equal(("4bf92f3577b34da6a3ce929d0e0e4736", 0x00f067aa0ba902b7UL, "vendor=1"), (spans[0].TraceId.ToString("x32"), spans[0].ParentId, spans[0].TraceState));
            Assert.NotEqual(0U, spans[0].Flags & SpanRecord.FlagIsRemote);
        });
        var own = TracePlace.Of(Id, "", "");
        foreach (var wrong in new[] { "00", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", Caller.Replace('4', 'g'), Caller.Replace('-', '_') })
        {
            Assert.Equal(own, TracePlace.Of(Id, wrong, ""));
        }
    }

    [Fact]
    public async Task What_a_guardrail_took_out_is_not_kept()
    {
        var sent = new ChatRequest
        {
            Dialect = "openai.chat", Model = "gpt-4o",
            Messages = [new ChatMessage(MessageRole.System, [new TextBlock("Be brief.")]), new ChatMessage(MessageRole.User, [new TextBlock("My card is <CARD>"), new ToolCallBlock("1", "look_up", "{}")])],
        };
        await Told.LookAsync(new CallFacts(TracePlace.Of(Id, "", ""), Told.Row(), "chat") { Sent = sent, Prompt = "\"4111 1111 1111 1111\""u8.ToArray(), PromptBytesMax = 1_000 }, spans =>
            Assert.Equal(
                [("system", "Be brief."), ("user", """[{"type":"text","content":"My card is <CARD>"},{"type":"tool_call","name":"look_up","arguments":"{}"}]""")],
                spans[0].Messages.Select(m => (m.Role, Told.Text(m)))));
    }

    [Fact]
    public async Task A_failed_call_without_a_price_says_so() =>
        await Told.LookAsync(new CallFacts(TracePlace.Of(Id, "", ""), Told.Row() with { ErrorCode = "rate_limited", CostNanos = null, Attempts = [], Status = LedgerStatus.Refused }, "chat"), spans =>
            Assert.Equal((SpanStatus.Error, "rate_limited", null, CostSource.None), (spans[0].Status, spans[0].ErrorType, spans[0].CostNanos, spans[0].CostSource)));
}
