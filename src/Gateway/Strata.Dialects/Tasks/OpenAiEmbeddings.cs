using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary><c>POST /v1/embeddings</c> of OpenAI and the servers that speak its dialect (vLLM, TEI, llama-server).</summary>
public sealed class OpenAiEmbeddings : IEmbeddingDialect
{
    private OpenAiEmbeddings()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static OpenAiEmbeddings Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "openai";

    /// <inheritdoc/>
    public Result<EmbeddingRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target)
    {
        var named = target.Model;
        return MemberBody.Read(body, proto: false, (members, reading) => new EmbeddingRequest
        {
            Dialect = Name,
            Model = EmbeddingParts.Model(members, named, reading),
            Inputs = EmbeddingParts.Inputs(members, "input", reading),
            Dimensions = members.Small("dimensions", 1, EmbeddingVectors.DimensionsMax),
            Format = Format(members, reading),
            InputType = Purpose(members.Text("input_type")),
            User = members.Text("user"),
            Extra = members.Rest(),
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
            foreach (var input in request.Inputs)
            {
                Input(json, input);
            }

            json.WriteEndArray();
            json.WriteString("encoding_format"u8, "float"u8); // every server has it; base64 not
            json.WriteSaid("dimensions", (long?)request.Dimensions);
            json.WriteSaid("user", request.User);
            if (request.InputType is { } purpose)
            {
                losses.Note("input_type", $"'{purpose}' was left out: this dialect's vectors are the same for every purpose");
            }

            if (request.Truncates == true)
            {
                losses.Note("truncate", "left out: whether this provider cuts long texts is its own choice");
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

    /// <inheritdoc/>
    public Result<EmbeddingAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => MemberBody.ReadAnswer(body.Span, proto: false, (members, reading) =>
    {
        var vectors = new SortedDictionary<long, ReadOnlyMemory<float>>();
        foreach (var item in members.Objects("data", EmbeddingParts.InputsMax))
        {
            var vector = item.Take("embedding") is { } value ? EmbeddingVectors.Read(value, item.PathOf("embedding"), reading) : default;
            vectors[item.Whole("index", 0, EmbeddingParts.InputsMax) ?? vectors.Count] = vector;
        }

        var usage = members.Object("usage");
        return new EmbeddingAnswer([.. vectors.Values])
        {
            Model = members.Text("model") ?? "",
            Usage = EmbeddingParts.Usage(usage?.Whole("prompt_tokens", 0, 1L << 53) ?? usage?.Whole("total_tokens", 0, 1L << 53)),
        };
    });

    /// <inheritdoc/>
    public void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var i = 0; i < answer.Vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, i);
            json.WritePropertyName("embedding"u8);
            EmbeddingVectors.Write(json, answer.Vectors[i].Span, request.Format);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, head.Model);
        var tokens = answer.Usage?.Total ?? 0;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, tokens);
        json.WriteNumber("total_tokens"u8, tokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Input(Utf8JsonWriter json, EmbeddingInput input)
    {
        if (input.Tokens is null)
        {
            json.WriteStringValue(input.Text);
            return;
        }

        json.WriteStartArray();
        foreach (var token in input.Tokens)
        {
            json.WriteNumberValue(token);
        }

        json.WriteEndArray();
    }

    private static EmbeddingFormat Format(MemberReader body, JsonReading reading)
    {
        var word = body.Text("encoding_format");
        if (word is not (null or "float" or "base64"))
        {
            reading.Refuse(Problem.Invalid("'encoding_format' must be float or base64.", "encoding_format"));
        }

        return word == "base64" ? EmbeddingFormat.Base64 : EmbeddingFormat.Floats;
    }

    /// <summary>The words of several servers for one idea.</summary>
    private static string? Purpose(string? word) => word switch { "query" => "search_query", "document" or "passage" => "search_document", _ => word };
}
