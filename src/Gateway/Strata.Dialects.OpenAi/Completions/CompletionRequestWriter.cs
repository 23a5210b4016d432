using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>Writes a request for a server of legacy completions, which takes raw prompts and nothing that belongs to a conversation.</summary>
internal sealed class CompletionRequestWriter(RequestOut to)
{
    public void Write()
    {
        var request = to.Request;
        Refuse("messages", request.Messages.Count > 0);
        Refuse("tools", request.Tools.Count > 0);
        Refuse("response_format", request.Format is { Kind: not Canonical.OutputKind.Text });
        Refuse("logprobs", request.LogProbs is true);
        if (request.Reasoning is not null)
        {
            to.Losses.Note(to.Name("reasoning_effort"), "left out: this provider only completes text");
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("model", to.Profile.RemoteModel);
        to.Json.WriteSaid("prompt", request.Prompt);
        to.Json.WriteSaid("suffix", request.Suffix);
        to.Json.WriteSaid("max_tokens", request.OutputTokensMax);
        WriteStop();
        to.WriteShared();
        to.Json.WriteSaid("frequency_penalty", request.FrequencyPenalty);
        to.Json.WriteSaid("presence_penalty", request.PresencePenalty);
        to.Json.WriteSaid("n", request.Choices);
        to.WriteStream();
        to.Extra("", request.Extra);
        to.Json.WriteEndObject();
        to.Json.Flush();
    }

    private void WriteStop()
    {
        if (to.Request.Stop.Count > SharedMembers.StopsMax)
        {
            to.Losses.Refuse(to.Name("stop"));
        }

        to.WriteTexts("stop", to.Request.Stop);
    }

    private void Refuse(string member, bool isThere)
    {
        if (isThere)
        {
            to.Losses.Refuse(to.Name(member), $"'{to.Name(member)}' cannot be expressed: this model's provider only completes a raw prompt.");
        }
    }
}
