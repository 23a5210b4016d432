using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Writes a request for a server of chat. What it cannot express it tells or refuses; it never leaves out in silence.</summary>
internal sealed class ChatRequestWriter(RequestOut to)
{
    public void Write()
    {
        var request = to.Request;
        to.Json.WriteStartObject();
        to.Json.WriteString("model", to.Profile.RemoteModel);
        new ChatMessagesWriter(to).Write();
        new ChatToolsWriter(to).Write();
        WriteBounds(request);
        to.WriteShared();
        to.Json.WriteSaid("frequency_penalty", request.FrequencyPenalty);
        to.Json.WriteSaid("presence_penalty", request.PresencePenalty);
        to.Json.WriteSaid("n", request.Choices);
        to.Json.WriteSaid("logprobs", request.LogProbs);
        if (request.Format is { } format && (to.IsSame || format.Kind != OutputKind.Text))
        {
            ChatFormat.Write(to.Json, format);
        }

        WriteReasoning(request);
        to.WriteStream();
        WriteVerbosity(request);
        to.Extra("", Rest(request));
        to.Json.WriteEndObject();
        to.Json.Flush();
    }

    private void WriteBounds(ChatRequest request)
    {
        to.Json.WriteSaid(to.Profile.UsesMaxTokens ? "max_tokens" : "max_completion_tokens", request.OutputTokensMax);
        if (request.Stop.Count > SharedMembers.StopsMax)
        {
            to.Losses.Refuse(to.Name("stop"), $"'{to.Name("stop")}' has {request.Stop.Count} texts; this model's provider takes {SharedMembers.StopsMax}.");
        }

        to.WriteTexts("stop", request.Stop);
    }

    private void WriteReasoning(ChatRequest request)
    {
        var isCarried = to.IsSame && request.Extra.Any(e => e.Name == "reasoning");
        if (request.Reasoning is { } reasoning && !isCarried)
        {
            to.Json.WriteSaid("reasoning_effort", ReasoningEffort.Of(reasoning, to));
            if (reasoning.Summary is not null)
            {
                to.Losses.Note(to.Name("reasoning.summary"), "left out: chat tells no summary of reasoning");
            }
        }
    }

    /// <summary>Responses has it too, in another place.</summary>
    private void WriteVerbosity(ChatRequest request)
    {
        if (request.Dialect == DialectNames.Responses && request.Extra.FirstOrDefault(e => e.Name == "text.verbosity") is { } verbosity)
        {
            to.Json.WriteRaw("verbosity", verbosity.Json);
        }
    }

    private static List<Carry> Rest(ChatRequest request) => [.. request.Extra.Where(e => e.Name != "text.verbosity")];
}
