using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Strata.Console.Data;
using Strata.Core.Identity;
using Strata.Core.Money;
using Strata.Core.Usage;
using Strata.Http;

namespace Strata.Console.Tests.Support;

/// <summary>Plays <c>/v1/chat/completions</c>: streams a scripted answer, traces it as the gateway does, and writes its row.</summary>
internal sealed class ScriptedDoor(FakeLog log)
{
    public const string Answer = "Strata keeps **every** token accounted for, from the prompt to the bill.";

    private static readonly ActivitySource Source = new("Strata.Gateway");
    private readonly TimeOrderedIds ids = new(TimeProvider.System);

    public async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var model = body.RootElement.GetProperty("model").GetString()!;
        var caller = context.Caller();
        var id = ids.Next("req");
        var at = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Activity.Current = null;
        using var span = Source.StartActivity($"chat {model}", ActivityKind.Server)!;
        span.SetTag("strata.project.id", caller.Project).SetTag("strata.key.id", caller.KeyId).SetTag("strata.request.id", id)
            .SetTag("gen_ai.request.model", model).SetTag("gen_ai.input.messages", body.RootElement.GetProperty("messages").GetRawText());
        context.Response.Headers["x-request-id"] = id;
        context.Response.ContentType = "text/event-stream";
        Source.StartActivity("strata.reserve")!.Dispose();
        var pause = TimeSpan.FromMilliseconds(body.RootElement.GetRawText().Contains("slowly", StringComparison.Ordinal) ? 1_000 : 15);
        using (Source.StartActivity("decode"))
        {
            foreach (var word in Answer.Split(' ').Select((w, i) => i == 0 ? w : " " + w))
            {
                await SendAsync(context, new { choices = new[] { new { delta = new { content = word } } } });
                await Task.Delay(pause, TimeProvider.System, context.RequestAborted);
            }
        }

        var usage = new TokenUsage { Input = 31, Output = 14 };
        await SendAsync(context, new { choices = Array.Empty<object>(), usage = new { prompt_tokens = 31, completion_tokens = 14 } });
        span.SetTag("gen_ai.usage.input_tokens", 31L).SetTag("gen_ai.usage.output_tokens", 14L).SetTag("strata.cost.nanos", "4310000")
            .SetTag("gen_ai.output.messages", JsonSerializer.Serialize(new[] { new { role = "assistant", parts = new[] { new { type = "text", content = Answer } } } }));
        log.Add(caller.Project, new RequestRow
        {
            Id = id, At = at, KeyId = caller.KeyId, Model = model, Deployment = model, Provider = "strata", Endpoint = "openai.chat", Stream = true, HttpStatus = 200,
            FinishReason = "stop", Usage = usage, UsageSource = "counted", Cost = new NanoDollars(4_310_000), PriceVersion = "1f0c9a7be210", TraceId = span.TraceId.ToHexString(),
            Queue = TimeSpan.FromMilliseconds(2), FirstToken = TimeSpan.FromMilliseconds(18), Total = TimeSpan.FromMilliseconds(226),
        });
        span.Dispose();
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task SendAsync(HttpContext context, object chunk)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await context.Response.Body.FlushAsync();
    }
}
