using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Tasks;

/// <summary>What the pipeline needs of OpenAI's <c>/v1/moderations</c>, whose bytes pass through both ways.</summary>
/// <param name="Model">The model asked for; OpenAI's default where the caller names none.</param>
/// <param name="HasModel">Whether the caller named it.</param>
/// <param name="InputBytes">The length of the input's JSON, for estimates.</param>
public readonly record struct ModerationFacts(string Model, bool HasModel, int InputBytes)
{
    /// <summary>The model that OpenAI takes where none is named.</summary>
    public const string ModelDefault = "omni-moderation-latest";

    /// <summary>Reads a request.</summary>
    public static Result<ModerationFacts> ReadRequest(ReadOnlyMemory<byte> body) => MemberBody.Read(body, proto: false, (members, reading) =>
    {
        var model = members.Text("model");
        var input = members.Raw("input").Length;
        if (input == 0)
        {
            reading.Refuse(JsonProblems.Missing("input"));
        }

        return new ModerationFacts(string.IsNullOrEmpty(model) ? ModelDefault : model, !string.IsNullOrEmpty(model), input);
    });

    /// <summary>Whether an answer flags any of its inputs.</summary>
    public static Result<bool> ReadAnswer(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: false, (members, _) =>
        members.Items("results", EmbeddingParts.InputsMax).Any(result => result.ValueKind == JsonValueKind.Object && result.TryGetProperty("flagged", out var flagged) && flagged.ValueKind == JsonValueKind.True));
}
