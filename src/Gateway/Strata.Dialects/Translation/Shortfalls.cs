using Strata.Dialects.Canonical;

namespace Strata.Dialects.Translation;

/// <summary>What dialects of OpenAI's family ask and providers of one answer with few controls lack: refused or noted, in one place.</summary>
internal static class Shortfalls
{
    /// <summary>Sampling, forms and hints that have no place at the target. A value that asks for nothing is nothing.</summary>
    public static void Take(ChatRequest request, Crossing crossing)
    {
        (bool Asks, string Member, string Why)[] refused =
        [
            (request.Suffix is { Length: > 0 }, "suffix", "it fills no gaps."),
            (request.MinP is > 0, "min_p", "it samples by temperature, top_p and top_k."),
            (request.FrequencyPenalty is not (null or 0), "frequency_penalty", "it has no penalties."),
            (request.PresencePenalty is not (null or 0), "presence_penalty", "it has no penalties."),
            (request.RepetitionPenalty is not (null or 1), "repetition_penalty", "it has no penalties."),
            (request.Choices is > 1, "n", "it gives one answer. Ask several times."),
            (request.LogProbs == true || request.TopLogProbs is > 0, "logprobs", "it tells no probabilities."),
            (request.Format?.Kind == OutputKind.JsonObject, "response_format", "it gives JSON by a schema only. Send 'json_schema'."),
            (request.Temperature is > 1, "temperature", "it takes 0 to 1."),
        ];
        foreach (var (asks, member, why) in refused)
        {
            if (asks)
            {
                crossing.Refuse(member, why);
            }
        }

        (bool Asks, string Member, string Text)[] noted =
        [
            (request.Seed is not null, "seed", "left out: the provider takes no seed"),
            (request.Store == true, "store", "left out: the provider keeps no answers"),
            (request.PromptCacheKey is not null, "prompt_cache_key", "left out: the provider finds cached prompts by itself"),
        ];
        foreach (var (asks, member, text) in noted)
        {
            if (asks)
            {
                crossing.Note(member, text);
            }
        }
    }

    /// <summary>One name is a hint; two people with names would become one, and that is not done in silence or at all.</summary>
    public static void Names(IReadOnlyList<ChatMessage> messages, Crossing crossing)
    {
        string? first = null;
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Name is not { } name)
            {
                continue;
            }

            var at = FormattableString.Invariant($"messages[{i}].name");
            if (messages[i].Role == MessageRole.User && first is not null && first != name)
            {
                crossing.Refuse(at, "it cannot tell two users apart. Write the names into the texts.");
            }

            first = messages[i].Role == MessageRole.User ? name : first;
            crossing.Note(at, "left out: turns have no names there");
        }
    }
}
