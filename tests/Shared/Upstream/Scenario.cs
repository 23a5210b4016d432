using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Strata.Tests.Shared.Upstream;

/// <summary>
/// Plays one answer. Names: <c>echo</c>; <c>429.S</c>, <c>500</c>, <c>502</c>, <c>503</c>, <c>529</c>, <c>401</c>, <c>nomodel</c>,
/// <c>filtered</c>, <c>toolong</c> in the dialect's own words (refused; with <c>-once</c> only the first time); <c>hang</c> (no head until released), <c>stall</c> (silent after
/// one word, or inside a plain body), <c>wait</c> (each word after the first waits for release), <c>step</c> (each word after the first waits for a step of its own), <c>drip.MS</c> (a word, or a byte of a
/// plain body, each so many milliseconds); <c>truncate</c> (a promised body that ends too early), <c>reset</c> (the connection is
/// reset after two words, or inside a plain body), <c>break</c> (the same once released), <c>cleancut</c> (clean end after two words), <c>emptystream</c> (nothing at all),
/// <c>dropped</c> (no head); <c>malformed</c> (broken JSON), <c>html</c> (a page of somebody else), <c>error-first</c>,
/// <c>error-in-stream</c>, <c>error-in-200</c>; <c>nousage</c>, <c>cached.N</c>, <c>empty</c>, <c>long.N</c>, <c>sameid</c>;
/// <c>tools</c> (calls the first tool that is offered).
/// </summary>
internal sealed class Scenario(HttpContext context, UpstreamRequest request, UpstreamEntry entry, int turn)
{
    private readonly string name = request.Scenario;
    private readonly UpstreamVoice voice = UpstreamVoice.Of(request, turn);
    private int sent;

    private long Cached => name == "cached" ? Math.Min(request.Argument ?? 0, request.PromptTokens) : 0;

    private string Finish => request.MaxTokens is { } most && AllWords.Length > most ? "length" : "stop";

    private string[] Words => request.MaxTokens is { } most ? [.. AllWords.Take(most)] : AllWords;

    private string[] AllWords => name switch
    {
        "empty" => [],
        "long" or "wait" or "step" or "stall" or "drip" or "break" => [.. Enumerable.Range(0, name == "long" ? request.Argument ?? 60 : 60).Select(i => $"word{i}")],
        _ => UpstreamRequest.Words($"You said: {request.LastText} one two three four five"),
    };

    public Task RunAsync() => Refusal() is { } refusal ? RefuseAsync(refusal.Status, refusal.Code, refusal.Message)
        : name == "hang" ? HangAsync()
        : name == "dropped" ? CutAsync()
        : name == "html" ? PageAsync()
        : request.Dialect == UpstreamDialect.Embeddings ? EmbedAsync()
        : request.Path.EndsWith("/count_tokens", StringComparison.Ordinal) ? JsonAsync(new JsonObject { ["input_tokens"] = request.PromptTokens })
        : request.Stream ? StreamAsync()
        : PlainAsync();

    private (int Status, string Code, string Message)? Refusal()
    {
        var key = name.EndsWith("-once", StringComparison.Ordinal) ? turn == 1 ? name[..^5] : "" : name;
        return entry.Authorization != $"Bearer {ScriptedUpstream.Key}" ? (401, "invalid_api_key", "Incorrect API key provided: upstream-***.")
            : key switch
            {
                "429" => (429, "rate_limit_exceeded", "Rate limit reached for organization org-secret."),
                "500" or "502" or "503" or "529" => (int.Parse(key), "server_error", "The server had an error."),
                "401" => (401, "invalid_api_key", "Incorrect API key provided."),
                "nomodel" => (404, "model_not_found", "The model does not exist. Known: a, b, c."),
                "toolong" => (400, request.IsChat ? "context_length_exceeded" : "", TooLong),
                "filtered" => (400, "content_filter", "The response was filtered."),
                _ => null,
            };
    }

    /// <summary>As the provider of each dialect says it.</summary>
    private string TooLong => request.Dialect switch
    {
        UpstreamDialect.Messages => "prompt is too long: 210321 tokens > 200000 maximum",
        UpstreamDialect.Gemini => "The input token count (1200321) exceeds the maximum number of tokens allowed (1048576).",
        _ => "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens.",
    };

    private async Task RefuseAsync(int status, string code, string message)
    {
        entry.Outcome = $"refused {status}";
        context.Response.StatusCode = status;
        if (status == 429)
        {
            context.Response.Headers.RetryAfter = $"{request.Argument ?? 1}";
        }

        await JsonAsync(voice.Refusal(status, code, message));
    }

    private async Task HangAsync()
    {
        entry.Took();
        await entry.Release.Task.WaitAsync(context.RequestAborted);
        await PlainAsync();
    }

    /// <summary>A reset overtakes what is still on its way: it waits until that is there.</summary>
    private async Task ResetAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, context.RequestAborted);
        await CutAsync();
    }

    private Task CutAsync()
    {
        entry.Outcome = "cut";
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task PageAsync()
    {
        entry.Took();
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html><body>It works!</body></html>", context.RequestAborted);
    }

    private async Task PlainAsync()
    {
        entry.Took();
        context.Response.Headers["x-request-id"] = $"req_up_{turn}";
        if (request is { Dialect: UpstreamDialect.Gemini, Tier: { } tier })
        {
            context.Response.Headers["x-gemini-service-tier"] = tier;
        }
        if (name == "wait")
        {
            await entry.Release.Task.WaitAsync(context.RequestAborted);
        }

        switch (name)
        {
            case "truncate" or "reset" or "stall" or "drip" or "malformed" or "emptystream" or "cleancut":
                await BrokenBodyAsync();
                return;
            case "error-in-200" or "error-first" or "error-in-stream":
                await JsonAsync(voice.Overloaded());
                return;
        }

        if (name == "tools" && request.Tool is { } tool)
        {
            await JsonAsync(voice.PlainCall(tool, Tell(1)));
            return;
        }

        var text = string.Join(' ', Words);
        entry.Sent(text.Length);
        await JsonAsync(voice.Plain(text, Finish, name == "nousage" ? null : Tell(Words.Length)));
    }

    /// <summary>A plain answer that is none: too short, broken off, silent, slow or no JSON.</summary>
    private async Task BrokenBodyAsync()
    {
        var body = Encoding.UTF8.GetBytes(voice.Plain(string.Join(' ', Words), Finish, null).ToJsonString());
        var isWhole = name is "malformed" or "emptystream" or "cleancut";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = isWhole ? null : body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, name == "emptystream" ? 0 : body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        switch (name)
        {
            case "stall":
                await entry.Release.Task.WaitAsync(context.RequestAborted);
                break;
            case "drip":
                for (var at = body.Length / 2; at < body.Length; at++)
                {
                    await PauseAsync();
                    await context.Response.Body.WriteAsync(body.AsMemory(at, 1), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }

                break;
            case "truncate":
                entry.Outcome = "cut";
                break;
            case "reset":
                await ResetAsync();
                break;
        }
    }

    private Task EmbedAsync()
    {
        entry.Took();
        Tell(0);
        return JsonAsync(new JsonObject
        {
            ["object"] = "list",
            ["model"] = request.Model,
            ["data"] = new JsonArray(new JsonObject { ["object"] = "embedding", ["index"] = 0, ["embedding"] = new JsonArray(0.5, -0.25) }),
            ["usage"] = new JsonObject { ["prompt_tokens"] = request.PromptTokens, ["total_tokens"] = request.PromptTokens },
        });
    }

    private async Task StreamAsync()
    {
        entry.Took();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["x-request-id"] = $"req_up_{turn}";
        if (request is { Dialect: UpstreamDialect.Gemini, Tier: { } tier })
        {
            context.Response.Headers["x-gemini-service-tier"] = tier;
        }
        context.Response.ContentLength = name == "truncate" ? 1_000_000 : null; // promised and not kept: the host breaks the connection
        await context.Response.Body.FlushAsync();
        if (name == "emptystream")
        {
            return;
        }

        if (name is "error-first" or "error-in-200")
        {
            await WriteAsync(voice.ErrorEvent());
            return;
        }

        if (name == "tools" && request.Tool is { } tool)
        {
            await WriteAsync(voice.StreamCall(tool, Tell(1)) + voice.End);
            return;
        }

        await BeginAsync();
        var (words, done) = (Words, 0);
        foreach (var word in words)
        {
            if (!await GoOnAsync())
            {
                return;
            }

            var piece = done++ == 0 ? word : " " + word;
            var told = voice.CountsAlways && name != "nousage";
            entry.Sent(piece.Length);
            await WriteAsync(voice.Piece(piece, told ? Tell(done) : null));
        }

        if (await GoOnAsync())
        {
            await WriteAsync(voice.Finish(string.Join(' ', words), Finish, voice.CountsAtEnd && name != "nousage" ? Tell(words.Length) : null));
            await WriteAsync(voice.End);
        }
    }

    private async Task BeginAsync()
    {
        var counts = new UpstreamCounts(request.PromptTokens, Cached, Math.Min(1, Words.Length));
        if (voice.Open(counts) is { Length: > 0 } opening)
        {
            if (voice.CountsAtOpening)
            {
                Tell(counts.Completion);
            }

            await WriteAsync(opening);
        }

        sent = 1;
    }

    /// <summary>What the scenario does in the place of the next word; false where the stream is over. The first word has the number 1.</summary>
    private async Task<bool> GoOnAsync()
    {
        var at = sent++;
        switch (name)
        {
            case "truncate" when at == 3: entry.Outcome = "cut"; return false;
            case "break" when at == 3: await entry.Release.Task.WaitAsync(context.RequestAborted); await CutAsync(); return false;
            case "reset" when at == 3: await ResetAsync(); return false;
            case "cleancut" when at == 3: return false;
            case "malformed" when at == 2: await WriteAsync("data: {\"broken\": \n\n"); return false;
            case "error-in-stream" when at == 2: await WriteAsync(voice.ErrorEvent()); return false;
            case "drip": await PauseAsync(); break;
            case "step" when at > 1: await entry.SteppedAsync(context.RequestAborted); break;
            case "stall" when at == 2:
            case "wait" when at > 1:
                await entry.Release.Task.WaitAsync(context.RequestAborted);
                break;
        }

        return true;
    }

    private UpstreamCounts Tell(long completion) => entry.Tell(new UpstreamCounts(request.PromptTokens, Cached, completion));

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(request.Argument ?? 50), TimeProvider.System, context.RequestAborted);

    private async Task JsonAsync(JsonNode value)
    {
        var bytes = Encoding.UTF8.GetBytes(value.ToJsonString());
        entry.Mark();
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task WriteAsync(string frames)
    {
        entry.Mark();
        await context.Response.WriteAsync(frames, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
