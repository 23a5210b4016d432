using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>
/// Reads <c>POST /v1/completions</c>. A prompt of one text has a canonical place; token ids and lists of several prompts are checked
/// and ride along, for the servers of this dialect alone.
/// </summary>
internal static class CompletionRequestReader
{
    /// <summary>What the endpoint takes where the caller says nothing, by its specification.</summary>
    private const int OutputTokensDefault = 16;
    private const int PromptsMax = 2_048;
    private const int TokensMax = 4 << 20;

    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, ReadBody);

    private static ChatRequest ReadBody(JsonValue body)
    {
        var draft = new RequestDraft();
        string? prompt = null;
        string? suffix = null;
        var hasPrompt = false;
        foreach (var member in body.Members())
        {
            switch (member.Name)
            {
                case "prompt":
                    hasPrompt = !member.IsNull;
                    prompt = ReadPrompt(member, draft);
                    break;
                case "suffix": suffix = member.Text(); break;
                case "echo": CarryUnless(member.Flag() is null or false, member, draft); break;
                case "best_of": CarryUnless(member.Integer(1, SharedMembers.ChoicesMax) is null or 1, member, draft); break;
                case "logprobs": CarryUnless(member.Integer(0, 20) is null, member, draft); break;
                default:
                    if (!SharedMembers.ReadSampling(member, draft))
                    {
                        SharedMembers.Carry(member, draft);
                    }

                    break;
            }
        }

        SharedMembers.Check(body, draft);
        if (!hasPrompt)
        {
            body.Missing("prompt");
        }

        return draft.Build(DialectNames.Completions) with { Prompt = prompt, Suffix = suffix, OutputTokensMax = draft.OutputTokensMax ?? OutputTokensDefault };
    }

    private static void CarryUnless(bool saysNothing, JsonValue member, RequestDraft draft)
    {
        if (!saysNothing)
        {
            SharedMembers.Carry(member, draft);
        }
    }

    private static string? ReadPrompt(JsonValue value, RequestDraft draft)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return value.Text();
        }

        if (value.Kind != JsonValueKind.Array || value.Element.GetArrayLength() == 0)
        {
            Wrong(value);
            return null;
        }

        if (value.Element.GetArrayLength() == 1 && value.Element[0].ValueKind == JsonValueKind.String)
        {
            return value.Items(1).First().Text();
        }

        CheckPrompts(value);
        SharedMembers.Carry(value, draft);
        return null;
    }

    private static void CheckPrompts(JsonValue value)
    {
        var first = value.Element[0].ValueKind;
        var isGood = first switch
        {
            JsonValueKind.Number => AreTokens(value.Element),
            JsonValueKind.String => value.Items(PromptsMax).All(p => p.Kind == JsonValueKind.String && p.Text() is not null),
            JsonValueKind.Array => value.Items(PromptsMax).All(p => p.Kind == JsonValueKind.Array && p.Element.GetArrayLength() > 0 && AreTokens(p.Element)),
            _ => false,
        };
        if (!isGood)
        {
            Wrong(value);
        }
    }

    private static bool AreTokens(JsonElement list) =>
        list.GetArrayLength() <= TokensMax && list.EnumerateArray().All(t => t.ValueKind == JsonValueKind.Number && t.TryGetInt32(out var token) && token >= 0);

    private static void Wrong(JsonValue value) => value.Refuse(JsonProblems.WrongType("prompt", "a string, or a list of token ids"));
}
