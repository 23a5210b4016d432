using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Writes a <c>GenerateContentRequest</c>. The model and the wish for a stream go into the path, which routing makes.</summary>
internal static class GeminiRequestWriter
{
    public static Result<WrittenRequest> Write(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        var losses = new Losses(GeminiNames.Dialect);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            Members(json, request, profile, losses);
            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    /// <summary>The members of the request, inside an object that is open.</summary>
    public static void Members(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Losses losses)
    {
        Check(request, losses);
        PeopleNames.Take(request, losses);
        var isOwn = request.Dialect == GeminiNames.Dialect;
        var contents = new GeminiContentWriter(request, profile, losses);
        contents.System(json);
        contents.Write(json);
        GeminiToolWriter.Write(json, request, profile, losses);
        GeminiConfigWriter.Write(json, request, profile, losses);
        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, "", request.Extra);
            return;
        }

        json.WriteRaw("labels", request.Metadata);
        json.WriteSaid("serviceTier", request.ServiceTier);
        json.WriteSaid("store", request.Store);
        json.WriteCarries([.. request.Extra.Where(carry => !carry.Name.Contains('.', StringComparison.Ordinal))]);
    }

    private static void Check(ChatRequest request, Losses losses)
    {
        if (request.Prompt is not null)
        {
            losses.Refuse("prompt", "A raw prompt cannot be expressed in Gemini's dialect, which takes turns. Send messages.");
        }

        if (request.ParallelToolCalls == false)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "parallel_tool_calls"));
        }

        if (request.MinP is not null)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "min_p"));
        }

        if (request.RepetitionPenalty is not null)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "repetition_penalty"));
        }

        if (request.Dialect == GeminiNames.Dialect)
        {
            return;
        }

        Note(losses, request.User is not null, "user");
        Note(losses, !request.Metadata.IsEmpty, "metadata");
        Note(losses, request.ServiceTier is not null, "service_tier");
        Note(losses, request.Store is not null, "store");
        Note(losses, request.PromptCacheKey is not null, "prompt_cache_key");
    }

    private static void Note(Losses losses, bool isThere, string member)
    {
        if (isThere)
        {
            losses.Note(member, "left out: Gemini has no such member, and the answer does not depend on it");
        }
    }
}
