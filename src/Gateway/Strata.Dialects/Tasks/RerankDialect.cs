using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Tasks;

/// <summary>
/// Reranking as Cohere has it (<c>/v2/rerank</c>) and as Jina, vLLM and Text Embeddings Inference have it (<c>/v1/rerank</c>): almost the
/// same request, two forms of usage. Only the second repeats texts.
/// </summary>
public sealed class RerankDialect
{
    private const int DocumentsMax = 100_000;
    private readonly bool isCohere;

    private RerankDialect(string name)
    {
        Name = name;
        isCohere = name == "cohere";
    }

    /// <summary><c>POST /v2/rerank</c>.</summary>
    public static RerankDialect Cohere { get; } = new("cohere");

    /// <summary><c>POST /v1/rerank</c>.</summary>
    public static RerankDialect Jina { get; } = new("jina");

    /// <summary>Its name: <c>cohere</c> or <c>jina</c>.</summary>
    public string Name { get; }

    /// <summary>Reads a caller's request.</summary>
    public Result<RerankRequest> ReadRequest(ReadOnlyMemory<byte> body) => MemberBody.Read(body, proto: false, (members, reading) =>
    {
        var query = members.Text("query");
        if (query is null)
        {
            reading.Refuse(JsonProblems.Missing("query"));
        }

        var request = new RerankRequest
        {
            Dialect = Name,
            Model = EmbeddingParts.Model(members, null, reading),
            Query = query ?? "",
            Documents = Documents(members, reading),
            TopN = members.Small("top_n", 1, DocumentsMax) ?? members.Small("top_k", 1, DocumentsMax),
            ReturnsDocuments = members.Flag("return_documents"),
            DocumentTokensMax = members.Small("max_tokens_per_doc", 1, int.MaxValue),
        };
        return request with { Extra = members.Rest() };
    });

    /// <summary>Writes a request for a provider.</summary>
    public Result<WrittenRequest> WriteRequest(RerankRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(Name);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, profile.RemoteModel);
            json.WriteString("query"u8, request.Query);
            json.WriteStartArray("documents"u8);
            foreach (var document in request.Documents)
            {
                json.WriteStringValue(document);
            }

            json.WriteEndArray();
            json.WriteSaid("top_n", (long?)request.TopN);
            json.WriteSaid("max_tokens_per_doc", isCohere ? (long?)request.DocumentTokensMax : null);
            json.WriteSaid("return_documents", isCohere ? null : false); // the texts are ours to repeat
            if (!isCohere && request.DocumentTokensMax is not null)
            {
                losses.Refuse("max_tokens_per_doc");
            }

            if (request.Dialect == Name)
            {
                json.WriteCarries(request.Extra);
            }
            else
            {
                losses.TakeExtra(request.Dialect, "", request.Extra);
            }

            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <summary>Reads a provider's answer to a request; numbers of texts that were not sent are its fault.</summary>
    public static Result<RerankAnswer> ReadAnswer(ReadOnlyMemory<byte> body, RerankRequest request) => MemberBody.ReadAnswer(body.Span, proto: false, (members, reading) =>
    {
        var hits = new List<RerankHit>();
        foreach (var item in members.Objects("results", DocumentsMax))
        {
            var index = item.Small("index", 0, Math.Max(0, request.Documents.Count - 1));
            var score = item.Number("relevance_score", double.MinValue, double.MaxValue) ?? item.Number("score", double.MinValue, double.MaxValue);
            if (index is null || score is null)
            {
                reading.Refuse(JsonProblems.Missing(item.PathOf("index and relevance_score")));
                break;
            }

            hits.Add(new RerankHit(index.Value, score.Value));
        }

        return new RerankAnswer([.. hits.OrderByDescending(hit => hit.Score).Take(request.TopN ?? int.MaxValue)]) { Id = members.Text("id") ?? "", Usage = Usage(members) };
    });

    /// <summary>Writes an answer for a caller.</summary>
    public void WriteAnswer(RerankRequest request, RerankAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("id"u8, head.Id);
        if (!isCohere)
        {
            json.WriteString("model"u8, head.Model);
            json.WriteString("object"u8, "list"u8);
        }

        json.WriteStartArray("results"u8);
        foreach (var hit in answer.Hits)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, hit.Index);
            json.WriteNumber("relevance_score"u8, hit.Score);
            if (request.ReturnsDocuments == true)
            {
                json.WriteStartObject("document"u8);
                json.WriteString("text"u8, request.Documents[hit.Index]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        Usage(json, answer.Usage ?? default);
        json.WriteEndObject();
    }

    private void Usage(Utf8JsonWriter json, TokenUsage usage)
    {
        if (!isCohere)
        {
            json.WriteStartObject("usage"u8);
            json.WriteNumber("prompt_tokens"u8, usage.Prompt);
            json.WriteNumber("total_tokens"u8, usage.Total);
            json.WriteEndObject();
            return;
        }

        json.WriteStartObject("meta"u8);
        json.WriteStartObject("api_version"u8);
        json.WriteString("version"u8, "2"u8);
        json.WriteEndObject();
        json.WriteStartObject("billed_units"u8);
        if (usage.ToolCalls > 0)
        {
            json.WriteNumber("search_units"u8, usage.ToolCalls);
        }

        if (usage.Total > 0)
        {
            json.WriteNumber("input_tokens"u8, usage.Total);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static TokenUsage? Usage(MemberReader body)
    {
        var usage = body.Object("usage");
        var meta = body.Object("meta");
        var billed = meta?.Object("billed_units");
        var tokens = usage?.Whole("prompt_tokens", 0, 1L << 53) ?? usage?.Whole("total_tokens", 0, 1L << 53) ?? (long?)billed?.Number("input_tokens", 0, 1L << 53)
            ?? (long?)meta?.Object("tokens")?.Number("input_tokens", 0, 1L << 53);
        var searches = (long?)billed?.Number("search_units", 0, 1L << 53);
        return tokens is null && searches is null ? null : new TokenUsage { Input = tokens ?? 0, ToolCalls = searches ?? 0 };
    }

    private static List<string> Documents(MemberReader members, JsonReading reading)
    {
        var documents = new List<string>();
        foreach (var item in members.Items("documents", DocumentsMax))
        {
            var text = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("text", out var inner) ? inner : item;
            if (text.ValueKind == JsonValueKind.String)
            {
                documents.Add(text.GetString()!);
                continue;
            }

            reading.Refuse(JsonProblems.WrongType($"documents[{documents.Count}]", "a text, or an object with a text"));
            return documents;
        }

        if (documents.Count == 0)
        {
            reading.Refuse(JsonProblems.Missing("documents"));
        }

        return documents;
    }
}
