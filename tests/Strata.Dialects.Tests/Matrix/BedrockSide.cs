using System.Buffers;
using System.Text.Json.Nodes;
using Strata.Dialects.Framing;
using Strata.Dialects.Tests.Support;
using Strata.Dialects.Wire;
using static Strata.Dialects.Tests.Matrix.J;

namespace Strata.Dialects.Tests.Matrix;

internal sealed class BedrockSide() : Side("bedrock")
{
    public override RequestTarget Target => new("anthropic.claude-x-v1:0", false);

    public override JsonObject? Request(Ask ask) => ask.User is not null ? null : O(
        ("messages", A([
            O(("role", "user"), ("content", A(
                O(("text", ask.Text)),
                ask.Caches ? O(("cachePoint", O(("type", "default")))) : null,
                ask.Picture is { } picture ? O(("image", O(("format", "png"), ("source", O(("bytes", picture)))))) : null))),
            ask.Seal is { } seal ? O(("role", "assistant"), ("content", A(O(("reasoningContent", O(("reasoningText", O(("text", "because"), ("signature", seal)))))), O(("text", "yes"))))) : null,
            ask.Seal is not null ? O(("role", "user"), ("content", A(O(("text", "and?"))))) : null,
            ask.Calls.Count > 0 ? O(("role", "assistant"), ("content", A(ask.Calls.Select(call => O(("toolUse", O(("toolUseId", call.Id), ("name", call.Name), ("input", P(call.Arguments))))))))) : null,
            ask.Results.Count > 0
                ? O(("role", "user"), ("content", A(ask.Results.Select(result => O(("toolResult", O(("toolUseId", result.Id), ("content", A(O(("text", result.Text)))), ("status", result.IsError ? "error"
                    : "success"))))))))
                : null,
        ])),
        ("system", ask.System is { } system ? A(O(("text", system))) : null),
        ("inferenceConfig", O(("maxTokens", ask.Most), ("temperature", ask.Temperature), ("stopSequences", ask.Stop is { } stop ? A(stop) : null))),
        ("toolConfig", ask.Tool is { } tool
            ? O(("tools", A(O(("toolSpec", O(("name", tool), ("description", "d"), ("inputSchema", O(("json", P(ask.ToolSchema))))))))), ("toolChoice", ask.Forced is { } forced ? O(("tool", O(("name", forced)))) : null))
            : null),
        ("outputConfig", ask.Form is { } form ? O(("textFormat", O(("type", "json_schema"), ("structure", O(("jsonSchema", O(("schema", form), ("name", "answer")))))))) : null),
        ("additionalModelRequestFields", ask.Reasons is not null ? O(("thinking", O(("type", "enabled"), ("budget_tokens", 4_096)))) : null));

    public override Ask Understood(JsonNode body)
    {
        var blocks = body["messages"].Items().SelectMany(turn => turn!["content"].Items().Select(block => (Role: turn["role"].S(), Block: block!))).ToList();
        var tool = body["toolConfig"]?["tools"]?[0]?["toolSpec"];
        return new Ask
        {
            Text = string.Concat(blocks.Where(one => one.Role == "user").Select(one => one.Block["text"].S())),
            Most = body["inferenceConfig"]?["maxTokens"].Ln(),
            Temperature = (double?)body["inferenceConfig"]?["temperature"],
            Stop = body["inferenceConfig"]?["stopSequences"]?[0].S(),
            System = body["system"]?[0]?["text"].S(),
            Tool = tool?["name"].S(),
            ToolSchema = tool?["inputSchema"]?["json"].Compact(),
            Forced = body["toolConfig"]?["toolChoice"]?["tool"]?["name"].S(),
            Calls = [.. blocks.Select(one => one.Block["toolUse"]!).Where(call => call is not null).Select(call => new Call(call["toolUseId"].S(), call["name"].S(), call["input"].Compact()!))],
            Results = [.. blocks.Select(one => one.Block["toolResult"]!).Where(result => result is not null).Select(result => new CallResult(result["toolUseId"].S(),
                string.Concat(result["content"].Items().Select(part => part!["text"].S())), result["status"].S() == "error"))],
            Picture = blocks.Select(one => one.Block["image"]?["source"]?["bytes"].S()).FirstOrDefault(data => data is not null),
            Form = P(body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"]?["schema"].S())?.Compact(),
            Reasons = body["outputConfig"]?["effort"]?.S() ?? body["additionalModelRequestFields"]?["thinking"]?["budget_tokens"]?.ToJsonString() ?? body["additionalModelRequestFields"]?["thinking"]?["type"].S(),
            Seal = blocks.Select(one => one.Block["reasoningContent"]?["reasoningText"]?["signature"]?.S()).FirstOrDefault(seal => seal is not null),
            Caches = blocks.Exists(one => one.Block["cachePoint"] is not null),
        };
    }

    public override JsonObject? Answer(Told told) => told.Refusal.Length > 0 || told.Reasoning > 0 ? null : O(
        ("output", O(("message", O(("role", "assistant"), ("content", A([
            told.Thinking.Length > 0 ? O(("reasoningContent", O(("reasoningText", O(("text", told.Thinking), ("signature", told.Seal.Length > 0 ? told.Seal : null)))))) : null,
            told.Text.Length > 0 ? O(("text", told.Text)) : null,
            .. told.Calls.Select(call => O(("toolUse", O(("toolUseId", call.Id), ("name", call.Name), ("input", P(call.Arguments)))))),
        ])))))),
        ("stopReason", Word(told.Stop)), ("usage", Usage(told)), ("metrics", O(("latencyMs", 1))));

    public override IEnumerable<(string Name, string Data)> Stream(Told told)
    {
        yield return ("messageStart", """{"role":"assistant"}""");
        var index = 0;
        foreach (var piece in Pieces(told.Thinking))
        {
            yield return Delta(index, O(("reasoningContent", O(("text", piece)))));
        }

        if (told.Seal.Length > 0)
        {
            yield return Delta(index, O(("reasoningContent", O(("signature", told.Seal)))));
        }

        if (told.Thinking.Length > 0)
        {
            yield return Stop(index++);
        }

        foreach (var piece in Pieces(told.Text))
        {
            yield return Delta(index, O(("text", piece)));
        }

        if (told.Text.Length > 0)
        {
            yield return Stop(index++);
        }

        foreach (var call in told.Calls)
        {
            yield return ("contentBlockStart", O(("start", O(("toolUse", O(("toolUseId", call.Id), ("name", call.Name))))), ("contentBlockIndex", index)).ToJsonString());
            foreach (var piece in Pieces(call.Arguments))
            {
                yield return Delta(index, O(("toolUse", O(("input", piece)))));
            }

            yield return Stop(index++);
        }

        yield return ("messageStop", O(("stopReason", Word(told.Stop))).ToJsonString());
        yield return ("metadata", O(("usage", Usage(told)), ("metrics", O(("latencyMs", 1)))).ToJsonString());
    }

    public override (string Name, string Data) Failure(string message) => ("modelStreamErrorException", O(("message", message)).ToJsonString());

    public override byte[] Frames(IEnumerable<(string Name, string Data)> events)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var (name, data) in events)
        {
            AwsEventStreamWriter.Write(name, name.EndsWith("Exception", StringComparison.Ordinal), Wired.Utf8(data), output);
        }

        return output.WrittenSpan.ToArray();
    }

    public override Told Heard(JsonNode body)
    {
        var blocks = body["output"]!["message"]!["content"].Items().Select(block => block!).ToList();
        return Counted(body["usage"], new Told
        {
            Text = string.Concat(blocks.Select(block => block["text"].S())),
            Thinking = string.Concat(blocks.Select(block => block["reasoningContent"]?["reasoningText"]?["text"].S())),
            Seal = string.Concat(blocks.Select(block => block["reasoningContent"]?["reasoningText"]?["signature"].S())),
            Calls = [.. blocks.Select(block => block["toolUse"]!).Where(call => call is not null).Select(call => new Call(call["toolUseId"].S(), call["name"].S(), call["input"].Compact()!))],
            Stop = Back(body["stopReason"].S()),
            IsWhole = true,
        });
    }

    public override Told Heard(IReadOnlyList<(string Name, JsonNode? Data)> events)
    {
        var told = new Told();
        var calls = new SortedDictionary<long, Call>();
        foreach (var (name, data) in events)
        {
            var at = data!["contentBlockIndex"].L();
            if (data["start"]?["toolUse"] is { } start)
            {
                calls[at] = new Call(start["toolUseId"].S(), start["name"].S(), "");
            }

            var delta = data["delta"];
            if (delta?["toolUse"]?["input"] is { } piece)
            {
                calls[at] = calls[at] with { Arguments = calls[at].Arguments + piece.S() };
            }

            told = Counted(data["usage"], told) with
            {
                Text = told.Text + delta?["text"].S(),
                Thinking = told.Thinking + delta?["reasoningContent"]?["text"].S(),
                Seal = told.Seal + delta?["reasoningContent"]?["signature"].S(),
                Stop = data["stopReason"] is { } word ? Back(word.S()) : told.Stop,
                Error = name.EndsWith("Exception", StringComparison.Ordinal) ? data["message"].S() : told.Error,
                IsWhole = told.IsWhole || name == "metadata",
            };
        }

        return told with { Calls = [.. calls.Values] };
    }

    private static (string Name, string Data) Delta(int index, JsonObject delta) => ("contentBlockDelta", O(("delta", delta), ("contentBlockIndex", index)).ToJsonString());

    private static (string Name, string Data) Stop(int index) => ("contentBlockStop", O(("contentBlockIndex", index)).ToJsonString());

    private static JsonObject Usage(Told told) => O(
        ("inputTokens", told.Prompt - told.Cached), ("cacheReadInputTokens", told.Cached), ("outputTokens", told.Completion), ("totalTokens", told.Prompt + told.Completion));

    private static Told Counted(JsonNode? usage, Told told) => usage is null ? told : told with
    {
        Prompt = usage["inputTokens"].L() + usage["cacheReadInputTokens"].L() + usage["cacheWriteInputTokens"].L(),
        Cached = usage["cacheReadInputTokens"].L(),
        Completion = usage["outputTokens"].L(),
    };

    private static string Word(string stop) => stop switch { "length" => "max_tokens", "calls" => "tool_use", "filter" => "content_filtered", _ => "end_turn" };

    private static string Back(string word) => word switch { "end_turn" or "stop_sequence" => "end", "max_tokens" => "length", "tool_use" => "calls", "content_filtered" or "guardrail_intervened" => "filter", _ => word };
}
