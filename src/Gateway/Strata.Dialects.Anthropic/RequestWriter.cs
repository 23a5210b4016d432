using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Writes the body of <c>POST /v1/messages</c>, or of its <c>count_tokens</c>: what the dialect cannot say is refused by its name, hints are noted.</summary>
internal static class RequestWriter
{
    /// <summary>Writes a request.</summary>
    public static Result<WrittenRequest> Write(ChatRequest request, WriteProfile profile, bool counts, IBufferWriter<byte> output)
    {
        var crossing = new Crossing(request.Dialect, AnthropicWords.Dialect);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("model", profile.RemoteModel);
            var most = request.OutputTokensMax;
            if (!counts)
            {
                most = Answer(json, request, profile, crossing);
            }

            new MessagesWriter(json, crossing).Write(request);
            ToolWriter.Write(json, request, crossing);
            ReasoningWriter.Thinking(json, request, profile, most, crossing);
            OutputConfig(json, request, profile, crossing);
            Rest(json, request, crossing);
            json.WriteEndObject();
        }

        return crossing.ToResult();
    }

    /// <summary>What shapes the answer; returns its bound.</summary>
    private static long Answer(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Crossing crossing)
    {
        var most = request.OutputTokensMax ?? profile.OutputTokensDefault;
        if (request.OutputTokensMax is null)
        {
            crossing.Note("max_tokens", FormattableString.Invariant($"the provider demands a bound and none was given: {most} was set"));
        }

        json.WriteNumber("max_tokens", most);
        if (profile.Stream)
        {
            json.WriteBoolean("stream", true);
        }

        json.WriteSaid("temperature", request.Temperature);
        json.WriteSaid("top_p", request.TopP);
        json.WriteSaid("top_k", (long?)request.TopK);
        if (request.Stop.Count > 0)
        {
            json.WriteStartArray("stop_sequences");
            foreach (var stop in request.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        Shortfalls.Take(request, crossing);
        if (!request.Metadata.IsEmpty)
        {
            crossing.Note("metadata", "left out: the provider takes a user only");
        }

        Tier(json, request, crossing);
        if (request.User is not null || (crossing.IsSame && request.Extra.Any(carry => carry.Name.StartsWith("metadata.", StringComparison.Ordinal))))
        {
            json.WriteStartObject("metadata");
            if (request.User is not null)
            {
                json.WriteString("user_id", request.User);
            }

            BlockParts.Extra(json, crossing.IsSame ? request.Extra : [], "metadata");
            json.WriteEndObject();
        }

        return most;
    }

    private static void Tier(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        var tier = (request.ServiceTier, crossing.IsSame) switch
        {
            (null, _) => null,
            (var own, true) => own,
            ("auto" or "priority", _) => "auto",
            ("default" or "standard" or "standard_only", _) => "standard_only",
            _ => null,
        };
        if (tier is not null)
        {
            json.WriteString("service_tier", tier);
        }
        else if (request.ServiceTier is not null)
        {
            crossing.Note("service_tier", "left out: the provider has no such tier");
        }
    }

    private static void OutputConfig(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Crossing crossing)
    {
        var effort = ReasoningWriter.Effort(request, profile, crossing);
        var schema = request.Format is { Kind: OutputKind.JsonSchema } format ? format.Schema : default;
        var hasMore = crossing.IsSame && request.Extra.Any(carry => carry.Name.StartsWith("output_config.", StringComparison.Ordinal));
        if (effort is null && schema.IsEmpty && !hasMore)
        {
            return;
        }

        json.WriteStartObject("output_config");
        if (effort is not null)
        {
            json.WriteString("effort", effort);
        }

        if (!schema.IsEmpty)
        {
            json.WriteStartObject("format");
            json.WriteString("type", "json_schema");
            json.WriteRaw("schema", schema);
            json.WriteEndObject();
        }

        if (hasMore)
        {
            BlockParts.Extra(json, request.Extra, "output_config");
        }

        json.WriteEndObject();
    }

    private static void Rest(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        if (crossing.IsSame)
        {
            BlockParts.Extra(json, request.Extra);
            return;
        }

        if (request.Format?.Description is not null)
        {
            crossing.Note("response_format.json_schema.description", "left out: put it into the schema");
        }

        crossing.Settle(request.Extra);
    }
}
