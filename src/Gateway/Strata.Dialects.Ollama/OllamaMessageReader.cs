using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>Reads messages, tools and calls. Results of tools name their call by id, by the tool, or only by their order.</summary>
internal static class OllamaMessageReader
{
    public static ChatRequest Chat(MemberReader body, ChatRequest request, JsonReading reading)
    {
        var messages = new List<ChatMessage>();
        var ids = new CallIds("");
        foreach (var message in body.Objects("messages", JsonLimits.MessagesMax))
        {
            messages.Add(Message(message, ids, reading));
        }

        var tools = new List<ToolDefinition>();
        foreach (var tool in body.Objects("tools", JsonLimits.ToolsMax))
        {
            tools.Add(Tool(tool, reading));
        }

        return request with { Messages = messages, Tools = tools };
    }

    public static ChatRequest Generate(MemberReader body, ChatRequest request, JsonReading reading)
    {
        var prompt = body.Text("prompt") ?? "";
        var suffix = body.Text("suffix");
        var isRaw = body.Flag("raw") ?? false;
        var hasTemplate = body.Has("template") && body.Element.GetProperty("template").ValueKind == JsonValueKind.String && !body.Element.GetProperty("template").ValueEquals(""u8);
        if (!hasTemplate)
        {
            body.Take("template");
        }

        if (isRaw || hasTemplate || suffix is { Length: > 0 })
        {
            // The template and the instructions stay in what is carried: they mean something only to the server that renders them.
            return request with { Prompt = prompt, Suffix = suffix, Extra = isRaw ? [new Carry("raw", "true"u8.ToArray())] : [] };
        }

        var system = body.Text("system");
        var blocks = new List<Block>();
        if (prompt.Length > 0)
        {
            blocks.Add(new TextBlock(prompt));
        }

        blocks.AddRange(Images(body));
        var messages = new List<ChatMessage>();
        if (!string.IsNullOrEmpty(system) && blocks.Count > 0)
        {
            messages.Add(new ChatMessage(MessageRole.System, [new TextBlock(system)]));
        }

        if (blocks.Count > 0)
        {
            messages.Add(new ChatMessage(MessageRole.User, blocks));
        }

        return request with { Messages = messages };
    }

    /// <summary>The blocks of an answer's message: reasoning, text, pictures, calls.</summary>
    public static List<Block> Blocks(MemberReader message, CallIds ids, JsonReading reading)
    {
        var blocks = new List<Block>();
        if (message.Text("thinking") is { Length: > 0 } thinking)
        {
            blocks.Add(new ThinkingBlock(thinking));
        }

        if (message.Text("content") is { Length: > 0 } content)
        {
            blocks.Add(new TextBlock(content));
        }

        blocks.AddRange(Images(message));
        foreach (var call in message.Objects("tool_calls", JsonLimits.BlocksMax))
        {
            blocks.Add(Call(call, ids, reading));
        }

        return blocks;
    }

    private static ChatMessage Message(MemberReader message, CallIds ids, JsonReading reading)
    {
        var role = message.Text("role") ?? "";
        if (role == "tool")
        {
            return new ChatMessage(MessageRole.User, [Result(message, ids)]) { Extra = message.Rest() };
        }

        if (role is not ("system" or "user" or "assistant"))
        {
            reading.Refuse(Problem.Invalid($"'{message.PathOf("role")}' must be system, user, assistant or tool.", message.PathOf("role")));
        }

        var blocks = Blocks(message, ids, reading);
        return new ChatMessage(role switch { "system" => MessageRole.System, "assistant" => MessageRole.Assistant, _ => MessageRole.User }, blocks) { Extra = message.Rest() };
    }

    private static ToolResultBlock Result(MemberReader message, CallIds ids)
    {
        var (id, name) = ids.Result(message.Text("tool_name") ?? message.Text("name"), message.Text("tool_call_id"));
        return new ToolResultBlock(id, [new TextBlock(message.Text("content") ?? ""), .. Images(message)]) { Name = name };
    }

    private static List<ImageBlock> Images(MemberReader at) => at.Texts("images", JsonLimits.BlocksMax)
        .Select(picture => new ImageBlock(new MediaSource { MediaType = TypeOf(picture), Base64 = picture })).ToList();

    /// <summary>Ollama's pictures have no type beside them; the first bytes tell it.</summary>
    private static string TypeOf(string base64) =>
        base64.StartsWith("iVBOR", StringComparison.Ordinal) ? "image/png"
        : base64.StartsWith("/9j/", StringComparison.Ordinal) ? "image/jpeg"
        : base64.StartsWith("R0lG", StringComparison.Ordinal) ? "image/gif"
        : base64.StartsWith("UklGR", StringComparison.Ordinal) ? "image/webp"
        : "image/png";

    private static ToolCallBlock Call(MemberReader call, CallIds ids, JsonReading reading)
    {
        var given = call.Text("id");
        call.Take("type");
        if (call.Object("function") is not { } function)
        {
            reading.Refuse(JsonProblems.Missing(call.PathOf("function")));
            return new ToolCallBlock("", "", "{}");
        }

        function.Take("index");
        var name = function.Text("name") ?? "";
        if (name.Length == 0)
        {
            reading.Refuse(JsonProblems.Missing(function.PathOf("name")));
        }

        var arguments = function.Take("arguments") is not { } value ? "{}"
            : value.ValueKind == JsonValueKind.String ? value.GetString()! // what clients of OpenAI send
            : Encoding.UTF8.GetString(MemberReader.RawOf(value).Span);
        return new ToolCallBlock(ids.Call(name, given), name, arguments) { Extra = [.. function.Rest("function."), .. call.Rest()] };
    }

    private static ToolDefinition Tool(MemberReader tool, JsonReading reading)
    {
        var type = tool.Text("type") ?? "function";
        if (type != "function" || tool.Object("function") is not { } function)
        {
            reading.Refuse(Problem.Invalid($"'{tool.Path}' must be a function: {{\"type\": \"function\", \"function\": {{...}}}}.", tool.Path));
            return new ToolDefinition("");
        }

        var name = function.Text("name") ?? "";
        if (name.Length == 0)
        {
            reading.Refuse(JsonProblems.Missing(function.PathOf("name")));
        }

        return new ToolDefinition(name)
        {
            Description = function.Text("description"),
            Schema = function.Raw("parameters"),
            Strict = function.Flag("strict"),
            Extra = [.. function.Rest("function."), .. tool.Rest()],
        };
    }
}
