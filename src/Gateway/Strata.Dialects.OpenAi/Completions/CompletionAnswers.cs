using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>Whole answers of legacy completions. Probabilities have a shape of their own here and stay in this dialect.</summary>
internal static class CompletionAnswers
{
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAnswer(body.Span, ReadBody);

    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("id"u8, "cmpl-" + head.Id);
        json.WriteString("object"u8, "text_completion"u8);
        json.WriteNumber("created"u8, head.CreatedAt);
        json.WriteString("model"u8, head.Model);
        json.WriteStartArray("choices"u8);
        foreach (var choice in answer.Choices)
        {
            WriteChoice(json, choice, answer.Dialect);
        }

        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            UsageJson.WriteChat(json, usage, head.Cost?.Invoke());
        }

        json.WriteSaid("service_tier", answer.ServiceTier);
        json.WriteSaid("system_fingerprint", head.Fingerprint);
        if (answer.Dialect == DialectNames.Completions)
        {
            json.WriteCarries(head.Fingerprint is null ? answer.Extra : [.. answer.Extra.Where(e => e.Name != "system_fingerprint")]);
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, AnswerChoice choice, string dialect)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice.Index);
        json.WriteString("text"u8, string.Concat(choice.Blocks.Select(TextOf)));
        var reasoning = string.Concat(choice.Blocks.OfType<ThinkingBlock>().Select(t => t.Text));
        json.WriteSaid("reasoning_content", reasoning.Length > 0 ? reasoning : null);
        if (dialect == DialectNames.Completions && !choice.LogProbs.IsEmpty)
        {
            json.WriteRaw("logprobs", choice.LogProbs);
        }
        else
        {
            json.WriteNull("logprobs"u8);
        }

        json.WriteString("finish_reason"u8, Finish.Write(choice.StopReason, choice.StopWord));
        json.WriteSaid("native_finish_reason", Finish.Native(choice.StopReason, choice.StopWord));
        json.WriteSaid("stop_reason", choice.StopSequence);
        json.WriteEndObject();
    }

    private static string TextOf(Block block) => block switch { TextBlock text => text.Text, RefusalBlock refusal => refusal.Text, _ => "" };

    private static ChatAnswer ReadBody(JsonValue body)
    {
        var answer = new ChatAnswer { Dialect = DialectNames.Completions };
        var choices = new List<AnswerChoice>();
        var extra = new List<Carry>();
        foreach (var member in body.Members())
        {
            switch (member.Name)
            {
                case "id": answer = answer with { Id = member.Text() ?? "" }; break;
                case "model": answer = answer with { Model = member.Text() ?? "" }; break;
                case "created": answer = answer with { CreatedAt = member.Kind == JsonValueKind.Number && member.Element.TryGetInt64(out var at) ? at : 0 }; break;
                case "object": break;
                case "choices": choices.AddRange(member.Items(JsonLimits.BlocksMax).Select(ReadChoice)); break;
                case "usage": answer = answer with { Usage = member.IsNull ? null : UsageJson.Read(member) }; break;
                case "service_tier": answer = answer with { ServiceTier = member.Text() }; break;
                case "error" when !member.IsNull: body.Refuse(OpenAiErrors.ToProblem(OpenAiErrors.ReadBody(body))); break;
                default: extra.Add(member.Carry()); break;
            }
        }

        if (choices.Count == 0)
        {
            body.Missing("choices");
        }

        return answer with { Choices = choices, Extra = extra };
    }

    private static AnswerChoice ReadChoice(JsonValue choice)
    {
        var word = choice.Find("finish_reason")?.Text() ?? "";
        var stop = choice.Find("stop_reason") is { Kind: JsonValueKind.String } met ? met.Text() : null;
        var reason = Finish.Read(word, hasCalls: false, hasRefusal: false);
        return new AnswerChoice
        {
            Index = (int)(choice.Find("index")?.Integer(0, int.MaxValue) ?? 0),
            Blocks = [new TextBlock(choice.Find("text")?.Text() ?? "")],
            LogProbs = choice.Find("logprobs") is { Kind: JsonValueKind.Object } probabilities ? probabilities.Raw() : default(ReadOnlyMemory<byte>),
            StopSequence = stop,
            StopReason = stop is not null && reason == StopReason.EndOfTurn ? StopReason.StopSequence : reason,
            StopWord = word,
        };
    }
}
