using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>Ollama's <c>/api/embed</c>, and the older <c>/api/embeddings</c> with its one <c>prompt</c>.</summary>
public sealed class OllamaEmbeddings : IEmbeddingDialect
{
    private OllamaEmbeddings()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static OllamaEmbeddings Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "ollama";

    /// <inheritdoc/>
    public Result<EmbeddingRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target)
    {
        var named = target.Model;
        return MemberBody.Read(body, proto: false, (members, reading) =>
        {
            var isOld = members.Has("prompt");
            return new EmbeddingRequest
            {
                Dialect = Name,
                Model = EmbeddingParts.Model(members, named, reading),
                Inputs = EmbeddingParts.Inputs(members, isOld ? "prompt" : "input", reading),
                IsSingle = isOld,
                Dimensions = members.Small("dimensions", 1, EmbeddingVectors.DimensionsMax),
                Truncates = members.Flag("truncate"),
                Extra = members.Rest(),
            };
        });
    }

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(EmbeddingRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(Name);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, profile.RemoteModel);
            json.WriteStartArray("input"u8);
            foreach (var text in EmbeddingParts.Texts(request, losses))
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
            json.WriteSaid("dimensions", (long?)request.Dimensions);
            json.WriteSaid("truncate", request.Truncates);
            if (request.InputType is { } purpose)
            {
                losses.Note("input_type", $"'{purpose}' was left out: Ollama has no such member");
            }

            EmbeddingParts.Settle(request, request.Dialect == Name, json, losses);
            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <inheritdoc/>
    public Result<EmbeddingAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: false, (members, reading) =>
    {
        var vectors = new List<ReadOnlyMemory<float>>();
        foreach (var item in members.Take("embedding") is { } one ? [one] : members.Items("embeddings", EmbeddingParts.InputsMax))
        {
            vectors.Add(EmbeddingVectors.Read(item, "embeddings", reading));
        }

        return new EmbeddingAnswer(vectors) { Model = members.Text("model") ?? "", Usage = EmbeddingParts.Usage(members.Whole("prompt_eval_count", 0, 1L << 53)) };
    });

    /// <inheritdoc/>
    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        if (request.IsSingle)
        {
            json.WritePropertyName("embedding"u8);
            EmbeddingVectors.Write(json, answer.Vectors[0].Span, EmbeddingFormat.Floats);
            json.WriteEndObject();
            return;
        }

        json.WriteString("model"u8, head.Model);
        json.WriteStartArray("embeddings"u8);
        foreach (var vector in answer.Vectors)
        {
            EmbeddingVectors.Write(json, vector.Span, EmbeddingFormat.Floats);
        }

        json.WriteEndArray();
        if (head.Elapsed is { } elapsed)
        {
            json.WriteNumber("total_duration"u8, (long)elapsed().TotalNanoseconds);
        }

        json.WriteSaid("prompt_eval_count", answer.Usage?.Prompt);
        json.WriteEndObject();
    }
}
