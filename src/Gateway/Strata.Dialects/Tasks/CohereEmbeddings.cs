using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>Cohere's <c>POST /v2/embed</c>, as a provider. Callers of this dialect are not served.</summary>
public sealed class CohereEmbeddings : IEmbeddingDialect
{
    private CohereEmbeddings()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static CohereEmbeddings Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "cohere";

    /// <inheritdoc/>
    public Result<EmbeddingRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) =>
        new Problem(ProblemCode.NotImplemented, "Embeddings are not offered in Cohere's dialect. Ask /v1/embeddings in OpenAI's.");

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(EmbeddingRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(Name);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, profile.RemoteModel);
            json.WriteString("input_type"u8, Purpose(request.InputType, losses));
            json.WriteStartArray("texts"u8);
            foreach (var text in EmbeddingParts.Texts(request, losses))
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
            json.WriteStartArray("embedding_types"u8);
            json.WriteStringValue("float"u8);
            json.WriteEndArray();
            json.WriteSaid("output_dimension", (long?)request.Dimensions);
            json.WriteSaid("truncate", request.Truncates switch { true => "END", false => "NONE", _ => null });
            EmbeddingParts.Settle(request, isOwn: false, json, losses);
            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <inheritdoc/>
    public Result<EmbeddingAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: false, (members, reading) =>
    {
        var vectors = new List<ReadOnlyMemory<float>>();
        foreach (var item in members.Object("embeddings")?.Items("float", EmbeddingParts.InputsMax) ?? [])
        {
            vectors.Add(EmbeddingVectors.Read(item, "embeddings.float", reading));
        }

        return new EmbeddingAnswer(vectors) { Usage = EmbeddingParts.Usage((long?)members.Object("meta")?.Object("billed_units")?.Number("input_tokens", 0, 1L << 53)) };
    });

    /// <inheritdoc/>
    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, AnswerHead head, IBufferWriter<byte> output) =>
        throw new NotSupportedException("No caller speaks this dialect.");

    /// <summary>The member is demanded; without a word of the caller's the vectors are for documents.</summary>
    private static string Purpose(string? purpose, Losses losses)
    {
        if (purpose is "search_query" or "search_document" or "classification" or "clustering")
        {
            return purpose;
        }

        losses.Note("input_type", purpose is null ? "sent as 'search_document': Cohere demands a purpose; say search_query for questions" : $"'{purpose}' was sent as 'clustering', the nearest that Cohere has");
        return purpose is null ? "search_document" : "clustering";
    }
}
