using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Strata.Console.Data;
using Strata.Core.Identity;
using Strata.Core.Money;
using Strata.Core.Usage;
using Strata.Http;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Console.Tests.Support;

/// <summary>Plays <c>/v1/chat/completions</c>: streams a scripted answer, traces it as the gateway does, and writes its row.</summary>
internal sealed class ScriptedDoor(FakeLog log)
{
    public const string Answer = "Strata keeps **every** token accounted for, from the prompt to the bill.";

    private static readonly SpanOrigin Gateway = new() { Service = "strata", ScopeName = "Strata.Gateway" };
    private readonly TimeOrderedIds ids = new(TimeProvider.System);

    public async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var model = body.RootElement.GetProperty("model").GetString()!;
        var caller = context.Caller();
        var id = ids.Next("req");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        context.Response.Headers["x-request-id"] = id;
        context.Response.ContentType = "text/event-stream";
        var pause = TimeSpan.FromMilliseconds(body.RootElement.GetRawText().Contains("slowly", StringComparison.Ordinal) ? 1_000 : 15);
        foreach (var word in Answer.Split(' ').Select((w, i) => i == 0 ? w : " " + w))
        {
            await SendAsync(context, new { choices = new[] { new { delta = new { content = word } } } });
            await Task.Delay(pause, TimeProvider.System, context.RequestAborted);
        }

        var usage = new TokenUsage { Input = 31, Output = 14 };
        await SendAsync(context, new { choices = Array.Empty<object>(), usage = new { prompt_tokens = 31, completion_tokens = 14 } });
        var trace = RequestTrace.IdOf(id);
        context.RequestServices.GetRequiredService<SpanRecorder>().Write((caller, id, at, model, usage, Asked(body.RootElement)), static (buffer, state) =>
        {
            var (caller, id, at, model, usage, asked) = state;
            var root = buffer.Add()!;
            (root.TraceId, root.SpanId, root.Tenant, root.Key, root.Origin) = (RequestTrace.IdOf(id), 1, new Tenant(caller.Organization, caller.Project), caller.KeyId, Gateway);
            (root.Name, root.Kind, root.Operation, root.RequestModel, root.Usage, root.CostNanos) = ($"chat {model}", SpanKind.Server, "chat", model, usage, 4_310_000);
            root.StartNs = (at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            root.EndNs = root.StartNs + 226_000_000;
            root.Attributes.Add("strata.request.id", id);
            root.Messages.Add(new SpanMessage(MessageSlot.Input, "user", buffer.Texts.Copy(Encoding.UTF8.GetBytes(asked))));
            root.Messages.Add(new SpanMessage(MessageSlot.Output, "assistant", buffer.Texts.Copy(Encoding.UTF8.GetBytes(Answer))));
            var (start, end) = (root.StartNs, root.EndNs);
            var decode = buffer.Add()!;
            (decode.TraceId, decode.SpanId, decode.ParentId, decode.Tenant, decode.Key, decode.Origin) = (RequestTrace.IdOf(id), 2, 1, new Tenant(caller.Organization, caller.Project), caller.KeyId, Gateway);
            (decode.Name, decode.StartNs, decode.EndNs) = ("decode", start, end);
        });
        log.Add(caller.Project, new RequestRow
        {
            Id = id, At = at, KeyId = caller.KeyId, Model = model, Deployment = model, Provider = "strata", Endpoint = "openai.chat", Stream = true, HttpStatus = 200,
            FinishReason = "stop", Usage = usage, UsageSource = "counted", Cost = new NanoDollars(4_310_000), PriceVersion = "1f0c9a7be210", TraceId = trace.ToString("x32", CultureInfo.InvariantCulture),
            Queue = TimeSpan.FromMilliseconds(2), FirstToken = TimeSpan.FromMilliseconds(18), Total = TimeSpan.FromMilliseconds(226),
        });
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static string Asked(JsonElement body) => body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString() ?? "";

    private static async Task SendAsync(HttpContext context, object chunk)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await context.Response.Body.FlushAsync();
    }
}
