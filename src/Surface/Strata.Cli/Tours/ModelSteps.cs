using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>The stops at the models: what they answer, in which ways one may ask.</summary>
internal static class ModelSteps
{
    private const string Client = "client = OpenAI(base_url=\"URL/v1\", api_key=KEY)";

    public static IEnumerable<TourStep> All =>
    [
        new("Models", "Everything that can be asked by name: what runs in this process, and what providers offer.", ModelsAsync) { Page = "/models", Sdk = Client + "\nclient.models.list()" },
        new("Chat", "OpenAI's way of asking. The model in the box is very small: it shows the machinery.", ChatAsync)
        {
            Page = "/playground", Sdk = Client + "\nclient.chat.completions.create(model=\"MODEL\", messages=[{\"role\": \"user\", \"content\": \"What is the capital of Norway?\"}])",
        },
        new("Streaming", "The same, told as it is made. A stream that broke says so; it never ends as if it were whole.", StreamAsync)
        {
            Page = "/playground", Sdk = "for chunk in client.chat.completions.create(model=\"MODEL\", stream=True, messages=…): …",
        },
        new("Tool calls", "The model asks for a tool; your program runs it and sends the result back; the model answers with it.", ToolsAsync)
        {
            Sdk = "client.chat.completions.create(model=\"MODEL\", messages=…, tools=[{\"type\": \"function\", \"function\": {\"name\": \"get_weather\", …}}])",
        },
        new("JSON", "The answer in the form of a schema. The schema is told to the model; the bigger the model, the surer it keeps to it.", JsonAsync)
        {
            Sdk = "client.chat.completions.create(model=\"MODEL\", messages=…, response_format={\"type\": \"json_schema\", \"json_schema\": {…}})",
        },
        new("Embeddings", "Texts as directions: what means the same points the same way.", VectorsAsync) { Sdk = "client.embeddings.create(model=\"strata-tiny-embed\", input=[…])" },
        new("Anthropic's dialect", "The same model for clients of Anthropic: another path, another form, the same ledger.", AnthropicAsync)
        {
            Sdk = "Anthropic(base_url=\"URL\", api_key=KEY).messages.create(model=\"MODEL\", max_tokens=40, messages=…)",
        },
        new("Ollama's dialect", "And for clients of Ollama.", OllamaAsync) { Sdk = "ollama.Client(host=\"URL\", headers={\"Authorization\": f\"Bearer {KEY}\"}).chat(model=\"MODEL\", messages=…)" },
    ];

    private static async Task<Result<Done>> ModelsAsync(TourRun run, CancellationToken cancellationToken)
    {
        var answer = await run.CallAsync(run.Api, HttpMethod.Get, "/v1/models", null, cancellationToken);
        return answer.Then(models => run.Say(string.Join('\n', models.Items("data").Select(m => m.Text("id")).Take(10))));
    }

    private static async Task<Result<Done>> ChatAsync(TourRun run, CancellationToken cancellationToken) =>
        (await run.ChatAsync(run.Api, run.Question("What is the capital of Norway?"), cancellationToken)).Then(answer => run.Say(TourRun.Answer(answer)));

    private static Task<Result<Done>> StreamAsync(TourRun run, CancellationToken cancellationToken)
    {
        var body = run.Question("Tell me a story about a fox named Mia.");
        body["stream"] = true;
        body["max_tokens"] = 200;
        return run.StreamAsync("/v1/chat/completions", body, cancellationToken);
    }

    private static async Task<Result<Done>> ToolsAsync(TourRun run, CancellationToken cancellationToken)
    {
        var body = run.Question("What is the weather in Lisbon?");
        body["tools"] = Tools();
        if (!(await run.ChatAsync(run.Api, body, cancellationToken)).Try(out var answer, out var problem))
        {
            return problem;
        }

        if (TourRun.Message(answer).Items("tool_calls").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } call)
        {
            return run.Say($"The model called no tool this time. It said: {TourRun.Answer(answer)}");
        }

        var function = call.GetProperty("function");
        run.Say($"calls {function.Text("name")} with {function.Text("arguments")}");
        var second = run.Question("What is the weather in Lisbon?");
        second["tools"] = Tools();
        var turns = second["messages"]!.AsArray();
        turns.Add(JsonNode.Parse(TourRun.Message(answer).GetRawText()));
        turns.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = call.Text("id"), ["content"] = "sunny, 21 degrees" });
        return (await run.ChatAsync(run.Api, second, cancellationToken)).Then(told => run.Say(TourRun.Answer(told)));
    }

    private static async Task<Result<Done>> JsonAsync(TourRun run, CancellationToken cancellationToken)
    {
        var body = run.Question("Anna is 34 years old. Anna lives in Oslo. Anna is a baker.");
        var schema = JsonNode.Parse("""
            {"type":"object","properties":{"age":{"type":"integer"},"city":{"type":"string"},"job":{"type":"string"}},"required":["age","city","job"]}
            """);
        body["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "person", ["schema"] = schema } };
        return (await run.ChatAsync(run.Api, body, cancellationToken)).Then(answer => run.Say(TourRun.Answer(answer)));
    }

    private static async Task<Result<Done>> VectorsAsync(TourRun run, CancellationToken cancellationToken)
    {
        string[] texts = ["How do I fix a broken bike?", "This guide shows how to repair a bicycle.", "The price of tea in Oslo"];
        var body = new JsonObject { ["model"] = "strata-tiny-embed", ["input"] = new JsonArray([.. texts.Select(t => (JsonNode?)t)]) };
        var answer = await run.CallAsync(run.Api, HttpMethod.Post, "/v1/embeddings", body, cancellationToken);
        return answer.Then(told =>
        {
            var vectors = told.Items("data").Select(d => d.Items("embedding").Select(n => n.GetDouble()).ToArray()).ToArray();
            return run.Say(string.Join('\n', texts.Skip(1).Select((text, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{vectors[0].Zip(vectors[i + 1], (a, b) => a * b).Sum():F2}  \"{texts[0]}\" and \"{text}\""))));
        });
    }

    private static async Task<Result<Done>> AnthropicAsync(TourRun run, CancellationToken cancellationToken)
    {
        var body = run.Question("What sound does an owl make?");
        body["max_tokens"] = 40;
        var answer = await run.CallAsync(run.Api, HttpMethod.Post, "/v1/messages", body, cancellationToken);
        return answer.Then(told => run.Say(string.Concat(told.Items("content").Select(block => block.Text("text")))));
    }

    private static async Task<Result<Done>> OllamaAsync(TourRun run, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["model"] = run.Model, ["stream"] = false, ["messages"] = new JsonArray(TourRun.Turn("user", "Hello!")), ["options"] = new JsonObject { ["temperature"] = 0 },
        };
        var answer = await run.CallAsync(run.Api, HttpMethod.Post, "/api/chat", body, cancellationToken);
        return answer.Then(told => run.Say(told.GetProperty("message").Text("content")));
    }

    private static JsonArray Tools() => JsonNode.Parse("""
        [{"type":"function","function":{"name":"get_weather","description":"The weather in a city","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
         {"type":"function","function":{"name":"calculator","description":"Works out a sum","parameters":{"type":"object","properties":{"expression":{"type":"string"}},"required":["expression"]}}}]
        """)!.AsArray();
}
