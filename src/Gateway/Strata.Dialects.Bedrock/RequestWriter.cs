using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes the body of <c>converse</c> and <c>converse-stream</c>. Turns alternate there: neighbours of one role become one turn, their blocks unchanged.</summary>
internal static class RequestWriter
{
    /// <summary>Writes a request.</summary>
    public static Result<WrittenRequest> Write(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var crossing = new Crossing(request.Dialect, BedrockWords.Dialect);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            Shortfalls.Names(request.Messages, crossing);
            if (!crossing.IsSame)
            {
                Shortfalls.Take(request, crossing);
            }

            new MessagesWriter(json, crossing).Write(request);
            Inference(json, request, crossing);
            ToolWriter.Write(json, request, crossing);
            Output(json, request, crossing);
            MoreWriter.Write(json, request, profile, crossing);
            Rest(json, request, crossing);
            json.WriteEndObject();
        }

        return crossing.ToResult();
    }

    private static void Inference(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        json.WriteStartObject("inferenceConfig");
        json.WriteSaid("maxTokens", request.OutputTokensMax);
        json.WriteSaid("temperature", request.Temperature);
        json.WriteSaid("topP", request.TopP);
        if (request.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences");
            foreach (var stop in request.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteCarries(Inside(request, "inferenceConfig", crossing));
        json.WriteEndObject();
    }

    private static void Output(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        var effort = request.Reasoning?.Effort is { } asked and not "none" ? asked : null;
        var format = request.Format is { Kind: OutputKind.JsonSchema } schema ? schema : null;
        var more = Inside(request, "outputConfig", crossing);
        if (effort is null && format is null && more.Count == 0)
        {
            return;
        }

        json.WriteStartObject("outputConfig");
        json.WriteSaid("effort", effort);
        if (format is not null)
        {
            json.WriteStartObject("textFormat");
            json.WriteString("type", "json_schema");
            json.WriteStartObject("structure");
            json.WriteStartObject("jsonSchema");
            json.WriteString("schema", Encoding.UTF8.GetString(format.Schema.Span));
            json.WriteSaid("name", format.Name);
            json.WriteSaid("description", format.Description);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteCarries(more);
        json.WriteEndObject();
    }

    private static void Rest(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        json.WriteRaw("requestMetadata", request.Metadata);
        if (request.User is not null)
        {
            crossing.Note("user", "left out: the provider takes no user");
        }

        var tier = (request.ServiceTier, crossing.IsSame) switch
        {
            (var own, true) => own,
            ("auto" or "default" or "standard" or "standard_only", _) => "default",
            ("flex" or "priority", _) => request.ServiceTier,
            _ => null,
        };
        if (tier is not null)
        {
            json.WriteStartObject("serviceTier");
            json.WriteString("type", tier);
            json.WriteCarries(Inside(request, "serviceTier", crossing));
            json.WriteEndObject();
        }
        else if (request.ServiceTier is not null)
        {
            crossing.Note("service_tier", "left out: the provider has no such tier");
        }

        crossing.Settle(request.Extra);
        if (crossing.IsSame)
        {
            json.WriteCarries([.. request.Extra.Where(carry => !carry.Name.Contains('.'))]);
        }
    }

    /// <summary>Carried members that belong into the object of this name.</summary>
    public static List<Carry> Inside(ChatRequest request, string owner, Crossing crossing) => crossing.IsSame
        ? [.. request.Extra.Where(carry => carry.Name.StartsWith(owner + ".", StringComparison.Ordinal)).Select(carry => carry with { Name = carry.Name[(owner.Length + 1)..] })]
        : [];
}
