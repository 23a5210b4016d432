using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Strata.Tests.Shared.Upstream;

/// <summary>
/// Plays one answer. Names: <c>echo</c>; <c>429.S</c>, <c>500</c>, <c>502</c>, <c>503</c>, <c>529</c>, <c>401</c>, <c>nomodel</c>,
/// <c>filtered</c> (refused; with <c>-once</c> only the first time); <c>hang</c> (no head until released), <c>stall</c> (silent after
/// two chunks), <c>wait</c> (each chunk after the first waits for release); <c>truncate</c> (connection broken after three chunks, or
/// inside a plain body), <c>cleancut</c> (clean end after three chunks), <c>emptystream</c>, <c>dropped</c>; <c>malformed</c>,
/// <c>error-first</c>, <c>error-in-stream</c>, <c>error-in-200</c>; <c>nousage</c>, <c>cached.N</c>, <c>empty</c>, <c>long.N</c>, <c>sameid</c>.
/// </summary>
internal sealed class Scenario(HttpContext context, UpstreamRequest request, UpstreamEntry entry, int turn)
{
    private readonly string name = request.Scenario;
    private readonly string id = request.Scenario == "sameid" ? "chatcmpl-same" : $"chatcmpl-up{turn}";
    private int sent;

    private long Cached => name == "cached" ? Math.Min(request.Argument ?? 0, request.PromptTokens) : 0;

    private string Finish => request.MaxTokens is { } most && AllWords.Length > most ? "length" : "stop";

    private string[] Words => request.MaxTokens is { } most ? [.. AllWords.Take(most)] : AllWords;

    private string[] AllWords => name switch
    {
        "empty" => [],
        "long" or "wait" or "stall" => [.. Enumerable.Range(0, name == "long" ? request.Argument ?? 60 : 60).Select(i => $"word{i}")],
        _ => UpstreamRequest.Words($"You said: {request.LastText} one two three four five"),
    };

    public Task RunAsync() => Refusal() is { } refusal ? RefuseAsync(refusal.Status, refusal.Code, refusal.Message)
        : name == "hang" ? HangAsync()
        : name == "dropped" ? Cut()
        : request.Path.EndsWith("/embeddings", StringComparison.Ordinal) ? EmbedAsync()
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
                "filtered" => (400, "content_filter", "The response was filtered."),
                _ => null,
            };
    }

    private async Task RefuseAsync(int status, string code, string message)
    {
        entry.Outcome = $"refused {status}";
        context.Response.StatusCode = status;
        if (status == 429)
        {
            context.Response.Headers.RetryAfter = $"{request.Argument ?? 1}";
        }

        await JsonAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "requests", ["param"] = null, ["code"] = code } });
    }

    private async Task HangAsync()
    {
        await entry.Release.Task.WaitAsync(context.RequestAborted);
        await PlainAsync();
    }

    private Task Cut()
    {
        entry.Outcome = "cut";
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task PlainAsync()
    {
        context.Response.Headers["x-request-id"] = $"req_up_{turn}";
        if (name == "truncate")
        {
            context.Response.ContentLength = 5_000;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"id\": \"chatcmpl-");
            entry.Outcome = "cut";
            return;
        }

        if (name == "error-in-200")
        {
            await JsonAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = "Overloaded.", ["type"] = "overloaded_error" } });
            return;
        }

        if (name == "wait")
        {
            await entry.Release.Task.WaitAsync(context.RequestAborted);
        }

        var text = string.Join(' ', Words);
        var choice = new JsonObject { ["index"] = 0, ["logprobs"] = null, ["finish_reason"] = Finish };
        choice[request.IsChat ? "message" : "text"] = request.IsChat ? new JsonObject { ["role"] = "assistant", ["content"] = text } : text;
        var answer = Head(request.IsChat ? "chat.completion" : "text_completion");
        answer["choices"] = new JsonArray(choice);
        answer["x_unknown"] = new JsonObject { ["kept"] = true };
        if (name != "nousage")
        {
            answer["usage"] = Usage();
        }

        await JsonAsync(answer);
    }

    private Task EmbedAsync()
    {
        entry.Billed = (request.PromptTokens, 0, 0);
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
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["x-request-id"] = $"req_up_{turn}";
        context.Response.ContentLength = name == "truncate" ? 1_000_000 : null; // promised and not kept: the host breaks the connection
        await context.Response.Body.FlushAsync();
        if (name == "emptystream")
        {
            return;
        }

        if (request.IsChat && !await ChunkAsync(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null))
        {
            return;
        }

        foreach (var (word, index) in Words.Select((w, i) => (w, i)))
        {
            var piece = index == 0 ? word : " " + word;
            if (!await ChunkAsync(request.IsChat ? new JsonObject { ["content"] = piece } : piece, null))
            {
                return;
            }
        }

        if (!await ChunkAsync(request.IsChat ? new JsonObject() : "", Finish))
        {
            return;
        }

        if (request.IncludeUsage && name != "nousage")
        {
            var last = Head(request.IsChat ? "chat.completion.chunk" : "text_completion");
            last["choices"] = new JsonArray();
            last["usage"] = Usage();
            await WriteAsync(last.ToJsonString());
        }

        await WriteAsync("[DONE]");
    }

    /// <summary>Writes a chunk, or does what the scenario does in its place; false where the stream is over.</summary>
    private async Task<bool> ChunkAsync(JsonNode delta, string? finish)
    {
        var at = sent++;
        switch (name)
        {
            case "truncate" when at == 3: entry.Outcome = "cut"; return false;
            case "cleancut" when at == 3: return false;
            case "malformed" when at == 2: await WriteAsync("{\"broken\": "); break;
            case "error-first" when at == 0:
            case "error-in-stream" when at == 2:
                await WriteAsync("{\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}");
                return false;
            case "stall" when at == 2:
            case "wait" when at > 1:
                await entry.Release.Task.WaitAsync(context.RequestAborted);
                break;
        }

        var chunk = Head(request.IsChat ? "chat.completion.chunk" : "text_completion");
        var choice = new JsonObject { ["index"] = 0, ["logprobs"] = null, ["finish_reason"] = finish };
        choice[request.IsChat ? "delta" : "text"] = delta;
        chunk["choices"] = new JsonArray(choice);
        await WriteAsync(chunk.ToJsonString());
        return true;
    }

    private JsonObject Head(string kind) => new() { ["id"] = id, ["object"] = kind, ["created"] = 1_750_000_000, ["model"] = "claimed-" + request.Model };

    private JsonObject Usage()
    {
        entry.Billed = (request.PromptTokens, Cached, Words.Length);
        return new JsonObject
        {
            ["prompt_tokens"] = request.PromptTokens,
            ["completion_tokens"] = Words.Length,
            ["total_tokens"] = request.PromptTokens + Words.Length,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = Cached },
        };
    }

    private async Task JsonAsync(JsonNode value)
    {
        var bytes = Encoding.UTF8.GetBytes(value.ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task WriteAsync(string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
