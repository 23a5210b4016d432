using System.Text.Json;
using Strata.Core.Generation;
using Strata.Templates.Values;

namespace Strata.Templates;

/// <summary>
/// What a chat template is given. Texts in messages, tools, documents and extras are foreign and stay marked as such;
/// special tokens, and roles every template knows, are trusted. Numbers and booleans carry no marks.
/// </summary>
public sealed record TemplateArguments
{
    /// <summary>Made at rendering, where a failure is a problem.</summary>
    private readonly Func<Value> messages;

    private TemplateArguments(Func<Value> messages) => this.messages = messages;

    /// <summary>Whether the prompt ends with the start of the assistant's turn.</summary>
    public bool AddGenerationPrompt { get; init; } = true;

    /// <summary>Tools the model may call, as a JSON array of function definitions; absent is undefined in the template.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>Documents to answer from, as a JSON array; absent is undefined in the template.</summary>
    public JsonElement? Documents { get; init; }

    /// <summary>The token that begins a text, as the model's vocabulary spells it.</summary>
    public string? BosToken { get; init; }

    /// <summary>The token that ends a text.</summary>
    public string? EosToken { get; init; }

    /// <summary>Further special tokens by the name templates use, for instance <c>pad_token</c>.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; init; } = new Dictionary<string, string>();

    /// <summary>Further named values, for instance <c>enable_thinking</c>. They win over the named properties above.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The clock of <c>strftime_now</c>, in its local time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Arguments for a plain conversation.</summary>
    public static TemplateArguments ForMessages(IReadOnlyList<PromptMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new TemplateArguments(() => ArgumentValues.Messages(messages));
    }

    /// <summary>Arguments for messages with parts, tool calls and whatever else a template reads.</summary>
    /// <param name="messages">A JSON array of message objects.</param>
    public static TemplateArguments ForJson(JsonElement messages) => new(() => ArgumentValues.Messages(messages));

    internal void AddTo(Dictionary<string, Value> names)
    {
        names["messages"] = messages();
        names["add_generation_prompt"] = BoolValue.Of(AddGenerationPrompt);
        Add(names, "bos_token", BosToken);
        Add(names, "eos_token", EosToken);
        foreach (var (name, token) in SpecialTokens)
        {
            Add(names, name, token);
        }

        Add(names, "tools", Tools);
        Add(names, "documents", Documents);
        foreach (var (name, value) in Extra)
        {
            Add(names, name, value);
        }
    }

    private static void Add(Dictionary<string, Value> names, string name, string? token) =>
        _ = token is null ? names : Put(names, name, TextValue.Template(token));

    private static void Add(Dictionary<string, Value> names, string name, JsonElement? value) =>
        _ = value is not { } given ? names : Put(names, name, ArgumentValues.FromJson(given, 0));

    private static Dictionary<string, Value> Put(Dictionary<string, Value> names, string name, Value value)
    {
        names[name] = value;
        return names;
    }
}
