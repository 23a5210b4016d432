using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Writes a request for a server of Responses. Of requests that came in another dialect the server keeps nothing, unless told to.</summary>
internal sealed class ResponseRequestWriter(RequestOut to)
{
    private static readonly byte[] IncludeSeals = "[\"reasoning.encrypted_content\"]"u8.ToArray();
    private static readonly byte[] IncludeProbabilities = "[\"message.output_text.logprobs\"]"u8.ToArray();

    public void Write()
    {
        var request = to.Request;
        to.Json.WriteStartObject();
        to.Json.WriteString("model", to.Profile.RemoteModel);
        WriteInput(request);
        new ResponseToolsWriter(to).Write();
        to.Json.WriteSaid("max_output_tokens", request.OutputTokensMax);
        Refuse("stop", request.Stop.Count > 0);
        Refuse("n", request.Choices > 1);
        Refuse("frequency_penalty", request.FrequencyPenalty is not (null or 0));
        Refuse("presence_penalty", request.PresencePenalty is not (null or 0));
        to.WriteShared();
        if (!to.IsSame && request.Store is null)
        {
            to.Json.WriteBoolean("store", false);
        }

        WriteText(request);
        WriteReasoning(request);
        WriteInclude(request);
        if (to.Profile.Stream)
        {
            to.Json.WriteBoolean("stream", true);
            WriteStreamOptions(request);
        }

        to.Extra("", [.. request.Extra.Where(e => to.IsSame || e.Name != "verbosity")]);
        to.Json.WriteEndObject();
        to.Json.Flush();
    }

    private void WriteInput(ChatRequest request)
    {
        if (request.Prompt is { } prompt)
        {
            to.Losses.Note("prompt", "a raw prompt was sent as one turn of a user: this provider only takes conversations");
            Refuse("suffix", request.Suffix is { Length: > 0 });
            to.Json.WriteString("input", prompt);
            return;
        }

        var messages = request.Messages;
        var first = 0;
        if (messages is [{ RoleWord: ItemNames.Instructions, Blocks: [TextBlock text] }, ..])
        {
            to.Json.WriteString("instructions", text.Text);
            first = 1;
        }

        to.Json.WriteStartArray("input");
        var crossing = new ItemsCrossing(to);
        var output = new InputOut(to.Json, new ItemsOut(to.Json, null, null), null, crossing.Refuse);
        for (var i = first; i < messages.Count; i++)
        {
            output.Write(crossing.Prepare(messages[i], i), i);
        }

        to.Json.WriteEndArray();
    }

    private void WriteText(ChatRequest request)
    {
        var extra = request.Extra.Where(e => to.IsSame && e.Name.StartsWith("text.", StringComparison.Ordinal)).ToList();
        var verbosity = request.Dialect == DialectNames.Chat ? request.Extra.FirstOrDefault(e => e.Name == "verbosity") : null;
        var hasFormat = request.Format is { } said && (to.IsSame || said.Kind != OutputKind.Text);
        if (!hasFormat && extra.Count == 0 && verbosity is null)
        {
            return;
        }

        to.Json.WriteStartObject("text");
        if (hasFormat)
        {
            // A schema that nobody called strict is not: this API would otherwise make it so.
            ResponseFormat.Write(to.Json, !to.IsSame && request.Format is { Kind: OutputKind.JsonSchema, Strict: null } ? request.Format with { Strict = false } : request.Format!);
        }

        extra.ForEach(e => to.Json.WriteRaw(e.Name[5..], e.Json));
        if (verbosity is not null)
        {
            to.Json.WriteRaw("verbosity", verbosity.Json);
        }

        to.Json.WriteEndObject();
    }

    private void WriteReasoning(ChatRequest request)
    {
        var extra = request.Extra.Where(e => to.IsSame && e.Name.StartsWith("reasoning.", StringComparison.Ordinal)).ToList();
        if (request.Reasoning is null && extra.Count == 0)
        {
            return;
        }

        var effort = request.Reasoning is { } options ? ReasoningEffort.Of(options, to) : null;
        var summary = request.Reasoning?.Summary;
        if (effort is null && summary is null && extra.Count == 0)
        {
            return;
        }

        to.Json.WriteStartObject("reasoning");
        to.Json.WriteSaid("effort", effort);
        to.Json.WriteSaid("summary", summary ?? (to.IsSame || effort is null or "none" ? null : "auto"));
        extra.ForEach(e => to.Json.WriteRaw(e.Name[10..], e.Json));
        to.Json.WriteEndObject();
    }

    /// <summary>A request of another dialect gets seals of reasoning (nothing is kept, so they must travel) and probabilities where it asked.</summary>
    private void WriteInclude(ChatRequest request)
    {
        if (to.IsSame)
        {
            return;
        }

        if (request.LogProbs is true)
        {
            to.Json.WriteRaw("include", IncludeProbabilities);
        }
        else if (request.Reasoning is { Effort: not "none", Enabled: not false })
        {
            to.Json.WriteRaw("include", IncludeSeals);
        }
    }

    private void WriteStreamOptions(ChatRequest request)
    {
        if (to.IsSame && request.Extra.Any(e => e.Name.StartsWith("stream_options.", StringComparison.Ordinal)))
        {
            to.Json.WriteStartObject("stream_options");
            to.Extra("", request.Extra, "stream_options.");
            to.Json.WriteEndObject();
        }
    }

    private void Refuse(string member, bool isThere)
    {
        if (isThere)
        {
            to.Losses.Refuse(to.Name(member));
        }
    }
}
