using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Api;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Chat;

/// <summary>A conversation over the HTTP API: the answer is written as it comes, then a line with its figures.</summary>
internal sealed class Conversation(ApiClient api, ChatOutput output, ChatSettings settings)
{
    private readonly JsonArray messages = settings.System is null ? [] : [Message("system", settings.System)];

    /// <summary>Asks, and writes the answer. What failed leaves the conversation as it was.</summary>
    public async Task<int> AskAsync(string text, CancellationToken cancellationToken)
    {
        messages.Add(Message("user", text));
        var began = output.Time.GetTimestamp();
        var opened = await api.OpenAsync(HttpMethod.Post, "/v1/chat/completions", Body(), cancellationToken);
        if (!opened.Try(out var response, out var problem))
        {
            messages.RemoveAt(messages.Count - 1);
            output.Terminal.Fail(problem.Message);
            return ExitCodes.Of(problem);
        }

        using (response)
        {
            var answer = new ChatAnswer(began);
            try
            {
                await ReadAsync(response, answer, cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                answer.Broke = "The answer broke off: the connection was lost.";
            }

            output.Terminal.Line("");
            if (answer.Broke is { } why)
            {
                messages.RemoveAt(messages.Count - 1);
                output.Terminal.Fail(why);
                return ExitCode.Failed;
            }

            messages.Add(Message("assistant", answer.Text.ToString()));
            var id = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null;
            output.Terminal.Remark(answer.Figures(output.Time, await CostAsync(id, cancellationToken)));
            return ExitCode.Ok;
        }
    }

    private async Task ReadAsync(HttpResponseMessage response, ChatAnswer answer, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var data in ServerSentEvents.ReadAsync(stream, cancellationToken))
        {
            if (data == "[DONE]")
            {
                return;
            }

            using var json = JsonDocument.Parse(data);
            output.Terminal.Raw(answer.Take(json.RootElement, output.Time));
        }

        answer.Broke ??= "The answer broke off before its end.";
    }

    private async Task<string?> CostAsync(string? requestId, CancellationToken cancellationToken)
    {
        var row = requestId is null ? Problem.NotFound("") : await api.GetAsync($"/strata/v1/requests/{requestId}", cancellationToken);
        return row.IsOk ? Figures.Money(row.Value.NumberOrNull("cost_nanos")) : null;
    }

    private JsonObject Body()
    {
        var body = new JsonObject
        {
            ["model"] = settings.Model,
            ["messages"] = messages.DeepClone(),
            ["stream"] = true,
            ["stream_options"] = new JsonObject { ["include_usage"] = true },
        };
        if (settings.TokensMax is { } most)
        {
            body["max_tokens"] = most;
        }

        if (settings.Temperature is { } temperature)
        {
            body["temperature"] = temperature;
        }

        return body;
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
