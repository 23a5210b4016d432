using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Reads a whole answer. A prompt that was blocked is an answer with one empty choice that the content filter ended.</summary>
internal static class GeminiAnswerReader
{
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) =>
        MemberBody.ReadAnswer(body.Span, proto: true, (members, reading) => Answer(new GeminiResponseReader().Read(members, reading), reading));

    private static ChatAnswer Answer(GeminiResponse response, JsonReading reading)
    {
        if (response.Error is { } error)
        {
            reading.Refuse(GeminiProblems.Of(error));
        }

        var choices = response.Candidates.Select(Choice).ToList();
        if (choices.Count == 0 && response.BlockReason.Length > 0)
        {
            choices.Add(new AnswerChoice { StopReason = StopReason.ContentFilter, StopWord = response.BlockReason });
        }
        else if (choices.Count == 0)
        {
            reading.Refuse(JsonProblems.Missing("candidates"));
        }

        return new ChatAnswer
        {
            Dialect = GeminiNames.Dialect,
            Id = response.Id,
            Model = response.Model,
            CreatedAt = response.CreatedAt,
            Choices = choices,
            Usage = response.Usage,
            ServiceTier = response.ServiceTier,
            Extra = response.Extra,
        };
    }

    private static AnswerChoice Choice(GeminiCandidate candidate) => new()
    {
        Index = candidate.Index,
        Blocks = candidate.Blocks,
        StopReason = GeminiStops.Read(candidate.FinishReason, candidate.Blocks.Any(block => block is ToolCallBlock)),
        StopWord = candidate.FinishReason,
        LogProbs = candidate.LogProbs,
        Extra = candidate.Extra,
    };
}
