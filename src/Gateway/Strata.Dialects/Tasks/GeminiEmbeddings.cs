using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>Gemini's <c>models/M:embedContent</c> and <c>:batchEmbedContents</c>, told apart by the body. Providers are asked by the batch method.</summary>
public sealed class GeminiEmbeddings : IEmbeddingDialect
{
    private GeminiEmbeddings()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static GeminiEmbeddings Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "gemini";

    /// <inheritdoc/>
    public Result<EmbeddingRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target)
    {
        var named = target.Model;
        return MemberBody.Read(body, proto: true, (members, reading) => Request(members, named, reading));
    }

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(EmbeddingRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(Name);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("requests"u8);
            foreach (var text in EmbeddingParts.Texts(request, losses))
            {
                json.WriteStartObject();
                json.WriteString("model"u8, "models/" + profile.RemoteModel);
                json.WriteStartObject("content"u8);
                json.WriteStartArray("parts"u8);
                json.WriteStartObject();
                json.WriteString("text"u8, text);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteSaid("taskType", TaskType(request.InputType));
                json.WriteSaid("outputDimensionality", (long?)request.Dimensions);
                json.WriteCarries(request.Dialect == Name ? request.Extra : []);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (request.Dialect != Name)
            {
                EmbeddingParts.Settle(request, isOwn: false, json, losses);
            }

            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <inheritdoc/>
    public Result<EmbeddingAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: true, (members, reading) =>
    {
        var vectors = new List<ReadOnlyMemory<float>>();
        foreach (var item in members.Object("embedding") is { } one ? [one] : members.Objects("embeddings", EmbeddingParts.InputsMax))
        {
            vectors.Add(item.Take("values") is { } values ? EmbeddingVectors.Read(values, item.PathOf("values"), reading) : default);
        }

        return new EmbeddingAnswer(vectors) { Usage = EmbeddingParts.Usage(members.Object("usageMetadata")?.Whole("promptTokenCount", 0, 1L << 53)) };
    });

    /// <inheritdoc/>
    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        if (request.IsSingle)
        {
            json.WritePropertyName("embedding"u8);
            Values(json, answer.Vectors[0].Span);
        }
        else
        {
            json.WriteStartArray("embeddings"u8);
            foreach (var vector in answer.Vectors)
            {
                Values(json, vector.Span);
            }

            json.WriteEndArray();
        }

        if (answer.Usage is { } usage)
        {
            json.WriteStartObject("usageMetadata"u8);
            json.WriteNumber("promptTokenCount"u8, usage.Prompt);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter json, ReadOnlySpan<float> vector)
    {
        json.WriteStartObject();
        json.WritePropertyName("values"u8);
        EmbeddingVectors.Write(json, vector, EmbeddingFormat.Floats);
        json.WriteEndObject();
    }

    private EmbeddingRequest Request(MemberReader body, string? named, JsonReading reading)
    {
        var isBatch = body.Has("requests");
        var requests = isBatch ? body.Objects("requests", EmbeddingParts.InputsMax).Select(one => One(one, named, reading)).ToList() : [One(body, named, reading)];
        if (requests.Count == 0)
        {
            reading.Refuse(JsonProblems.Missing("requests"));
            return new EmbeddingRequest { Dialect = Name, Model = "" };
        }

        var first = requests[0];
        if (requests.Exists(one => (one.Model, one.InputType, one.Dimensions) != (first.Model, first.InputType, first.Dimensions) || one.Extra.Count != first.Extra.Count))
        {
            reading.Refuse(Problem.Unsupported("requests", "Requests of one batch must have the same model, taskType and outputDimensionality here. Send one batch for each."));
        }

        return first with { Inputs = [.. requests.SelectMany(one => one.Inputs)], IsSingle = !isBatch, Extra = isBatch ? [.. first.Extra, .. body.Rest()] : first.Extra };
    }

    private EmbeddingRequest One(MemberReader body, string? named, JsonReading reading)
    {
        var config = body.Object("embedContentConfig");
        var inner = body.Text("model") ?? "";
        inner = inner.StartsWith("models/", StringComparison.Ordinal) ? inner[7..] : inner;
        var texts = new List<string>();
        foreach (var part in body.Object("content")?.Objects("parts", JsonLimits.BlocksMax) ?? [])
        {
            texts.Add(part.Text("text") ?? Wrong(part, reading));
        }

        if (texts.Count == 0)
        {
            reading.Refuse(JsonProblems.Missing(body.PathOf("content")));
        }

        var model = named ?? inner;
        if (model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            reading.Refuse(JsonProblems.Missing("model"));
        }

        return new EmbeddingRequest
        {
            Dialect = Name,
            Model = model,
            Inputs = [new EmbeddingInput(string.Join('\n', texts))],
            Dimensions = body.Small("outputDimensionality", 1, EmbeddingVectors.DimensionsMax) ?? config?.Small("outputDimensionality", 1, EmbeddingVectors.DimensionsMax),
            InputType = Purpose(body.Text("taskType") ?? config?.Text("taskType")),
            Extra = [.. body.Rest(), .. config?.Rest() ?? []],
        };
    }

    private static string Wrong(MemberReader part, JsonReading reading)
    {
        reading.Refuse(Problem.Unsupported(part.Path, "Only texts can be embedded here. Send text parts."));
        return "";
    }

    private static string? Purpose(string? task) => task switch
    {
        "RETRIEVAL_QUERY" => "search_query",
        "RETRIEVAL_DOCUMENT" => "search_document",
        "SEMANTIC_SIMILARITY" => "similarity",
        "CLASSIFICATION" or "CLUSTERING" => task.ToLowerInvariant(),
        "TASK_TYPE_UNSPECIFIED" => null,
        _ => task,
    };

    private static string? TaskType(string? purpose) => purpose switch
    {
        "search_query" => "RETRIEVAL_QUERY",
        "search_document" => "RETRIEVAL_DOCUMENT",
        "similarity" => "SEMANTIC_SIMILARITY",
        _ => purpose?.ToUpperInvariant(),
    };
}
