using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// The members that chat, completions and Responses have in common, each with its type and range: a value that no server of
/// this dialect takes is refused here, by its name. What is not known is not read here and rides along.
/// </summary>
internal static class SharedMembers
{
    public const int StopsMax = 4;
    public const int StopCharsMax = 1_000;
    public const int ChoicesMax = 128;

    /// <summary>Reads a member; false where it is not one of these.</summary>
    public static bool Read(JsonValue value, RequestDraft draft)
    {
        switch (value.Name)
        {
            case "model": ReadModel(value, draft); return true;
            case "stream": draft.Stream = value.Flag() ?? false; return true;
            case "temperature": draft.Temperature = value.Number(0, 2); return true;
            case "top_p": draft.TopP = value.Number(0, 1); return true;
            case "top_k": draft.TopK = value.Integer(0, int.MaxValue); return true;
            case "min_p": draft.MinP = value.Number(0, 1); return true;
            case "seed": draft.Seed = value.Integer(long.MinValue, long.MaxValue); return true;
            case "user": draft.User = value.Text(); return true;
            case "safety_identifier": ReadCarried(value, draft, JsonValueKind.String, "a string"); return true;
            case "metadata": ReadMetadata(value, draft); return true;
            case "service_tier": draft.ServiceTier = value.Text(); return true;
            case "store": draft.Store = value.Flag(); return true;
            case "prompt_cache_key": draft.PromptCacheKey = value.Text(); return true;
            case "parallel_tool_calls": draft.ParallelToolCalls = value.Flag(); return true;
            case "top_logprobs": draft.TopLogProbs = value.Integer(0, 20); return true;
            default: return false;
        }
    }

    /// <summary>Reads a member of chat and completions; false where it is not one of these.</summary>
    public static bool ReadSampling(JsonValue value, RequestDraft draft)
    {
        switch (value.Name)
        {
            case "max_tokens" or "max_completion_tokens": ReadOutputBound(value, draft); return true;
            case "frequency_penalty": draft.FrequencyPenalty = value.Number(-2, 2); return true;
            case "presence_penalty": draft.PresencePenalty = value.Number(-2, 2); return true;
            case "repetition_penalty": draft.RepetitionPenalty = value.Number(0, 100); return true;
            case "stop": ReadStop(value, draft); return true;
            case "n": draft.Choices = value.Integer(1, ChoicesMax); return true;
            case "logit_bias": ReadLogitBias(value, draft); return true;
            case "stream_options": ReadStreamOptions(value, draft); return true;
            default: return Read(value, draft);
        }
    }

    /// <summary>Keeps a member that has no canonical place; one that says nothing is left out.</summary>
    public static void Carry(JsonValue value, RequestDraft draft)
    {
        if (!value.IsNull)
        {
            draft.Extra.Add(value.Carry());
        }
    }

    /// <summary>What is wrong about the members together.</summary>
    public static void Check(JsonValue body, RequestDraft draft)
    {
        if (draft.Model.Length == 0)
        {
            body.Missing("model");
        }

        if (draft is { HasStreamOptions: true, Stream: false })
        {
            body.Refuse(Problem.Invalid("'stream_options' goes with 'stream': true only. Leave it out, or stream.", "stream_options"));
        }
    }

    private static void ReadModel(JsonValue value, RequestDraft draft)
    {
        draft.Model = value.Text() ?? "";
        if (draft.Model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            value.Invalid($"'model' has 1 to {JsonLimits.ModelCharsMax} characters.");
        }
    }

    private static void ReadOutputBound(JsonValue value, RequestDraft draft)
    {
        if (value.Integer(1, long.MaxValue) is { } most)
        {
            if (draft.OutputTokensMax is { } other && other != most)
            {
                value.Refuse(Problem.Invalid("'max_tokens' and 'max_completion_tokens' mean the same and differ here. Send one of them.", "max_tokens"));
            }

            draft.OutputTokensMax = most;
        }
    }

    private static void ReadStop(JsonValue value, RequestDraft draft)
    {
        if (value.Kind == JsonValueKind.String)
        {
            AddStop(value, draft);
        }
        else if (value.Kind is JsonValueKind.Array or JsonValueKind.Null)
        {
            if (value.Kind == JsonValueKind.Array && value.Element.GetArrayLength() > StopsMax)
            {
                value.Invalid($"'stop' has {value.Element.GetArrayLength()} texts; at most {StopsMax} are allowed.");
            }

            foreach (var item in value.Items(StopsMax))
            {
                if (item.Kind != JsonValueKind.String)
                {
                    value.Wrong("a string or a list of strings");
                }

                AddStop(item, draft);
            }
        }
        else
        {
            value.Wrong("a string or a list of strings");
        }
    }

    private static void AddStop(JsonValue value, RequestDraft draft)
    {
        if (value.Text() is { } text)
        {
            draft.Stop.Add(text);
            if (text.Length is 0 or > StopCharsMax)
            {
                value.Refuse(Problem.Invalid("A text in 'stop' has 1 to 1,000 characters.", "stop"));
            }
        }
    }

    private static void ReadLogitBias(JsonValue value, RequestDraft draft)
    {
        var any = false;
        foreach (var bias in value.Members())
        {
            any = true;
            bias.Number(-100, 100);
        }

        if (any)
        {
            Carry(value, draft);
        }
    }

    private static void ReadStreamOptions(JsonValue value, RequestDraft draft)
    {
        draft.HasStreamOptions = !value.IsNull;
        foreach (var option in value.Members())
        {
            if (option.Name == "include_usage")
            {
                draft.IncludeUsage = option.Flag() ?? false;
            }
            else if (!option.IsNull)
            {
                draft.Extra.Add(new Canonical.Carry("stream_options." + option.Name, option.Raw()));
            }
        }
    }

    private static void ReadMetadata(JsonValue value, RequestDraft draft)
    {
        if (value.Is(JsonValueKind.Object, "an object"))
        {
            draft.Metadata = value.Raw();
        }
    }

    private static void ReadCarried(JsonValue value, RequestDraft draft, JsonValueKind kind, string words)
    {
        if (value.Is(kind, words))
        {
            Carry(value, draft);
        }
    }
}
