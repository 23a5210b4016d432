using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Bedrock;

/// <summary>Reads the answer of <c>converse</c>.</summary>
internal static class AnswerReader
{
    /// <summary>Reads the body.</summary>
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAnswer(body.Span, value => Read(new ObjectReader(value)));

    private static ChatAnswer Read(ObjectReader root)
    {
        var message = root.Object("output")?.Object("message");
        if (message is null)
        {
            root.Refuse(JsonProblems.Missing("output.message"));
        }

        var word = root.Text("stopReason") ?? "";
        var tier = root.Object("serviceTier");
        return new ChatAnswer
        {
            Dialect = BedrockWords.Dialect,
            Choices = [new AnswerChoice { Blocks = message is null ? [] : BlockReader.Content(message, "content"), StopReason = BedrockWords.Reason(word), StopWord = word }],
            Usage = UsageReader.Read(root.Object("usage")),
            ServiceTier = tier?.Text("type"),
            Extra = root.Rest(),
        };
    }
}
