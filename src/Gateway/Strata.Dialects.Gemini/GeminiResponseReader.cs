using System.Globalization;
using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Reads <c>GenerateContentResponse</c>s of one answer, one or many. It keeps the calls' numbers from piece to piece.</summary>
internal sealed class GeminiResponseReader
{
    private readonly Dictionary<int, CallIds> calls = [];
    private string scope = "";
    private long searches;

    public GeminiResponse Read(MemberReader body, JsonReading reading)
    {
        if (body.Take("error") is { } error)
        {
            return new GeminiResponse { Error = GeminiErrors.Of(error) };
        }

        var id = body.Text("responseId") ?? "";
        scope = scope.Length > 0 ? scope : Scope(id, body.Element);
        var candidates = new List<GeminiCandidate>();
        foreach (var candidate in body.Objects("candidates", GeminiNames.CandidatesMax))
        {
            candidates.Add(Candidate(candidate, reading));
        }

        var feedback = body.Take("promptFeedback");
        var blocked = feedback is { } value ? new MemberReader(value, "promptFeedback", reading, proto: true).Text("blockReason") ?? "" : "";
        string? tier = null;
        var response = new GeminiResponse
        {
            Id = id,
            Model = body.Text("modelVersion") ?? "",
            CreatedAt = DateTimeOffset.TryParse(body.Text("createTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeSeconds() : 0,
            Candidates = candidates,
            BlockReason = blocked,
            Usage = body.Take("usageMetadata") is { } usage ? Usage(usage, out tier) : null,
            ServiceTier = tier,
        };
        return response with { Extra = feedback is { } kept ? [new Carry("promptFeedback", MemberReader.RawOf(kept)), .. body.Rest()] : body.Rest() };
    }

    private GeminiCandidate Candidate(MemberReader candidate, JsonReading reading)
    {
        var index = candidate.Small("index", 0, 127) ?? 0;
        if (!calls.TryGetValue(index, out var ids))
        {
            calls[index] = ids = new CallIds($"{scope}_{index}_");
        }

        IReadOnlyList<Block> blocks = [];
        if (candidate.Object("content") is { } content)
        {
            content.Take("role");
            blocks = new GeminiPartReader(reading, ids).Parts(content);
        }

        var grounding = candidate.Take("groundingMetadata");
        if (grounding is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("webSearchQueries", out var queries) && queries.ValueKind == JsonValueKind.Array)
        {
            searches = Math.Max(searches, queries.GetArrayLength()); // cumulative over the pieces of a stream
        }

        return new GeminiCandidate(index, blocks)
        {
            FinishReason = candidate.Text("finishReason") is { } word and not "FINISH_REASON_UNSPECIFIED" ? word : "",
            LogProbs = candidate.Take("logprobsResult") is { } probabilities ? GeminiLogProbs.Read(probabilities) : default,
            Extra = grounding is { } kept ? [new Carry("groundingMetadata", MemberReader.RawOf(kept)), .. candidate.Rest()] : candidate.Rest(),
        };
    }

    private TokenUsage? Usage(JsonElement usage, out string? tier)
    {
        var json = new Utf8JsonReader(MemberReader.RawOf(usage).Span);
        json.Read();
        return GeminiUsageReader.Read(ref json, out tier) is { } counts ? counts with { ToolCalls = searches } : null;
    }

    /// <summary>What makes the ids of this answer's calls its own: the answer's id, or a hash of its first piece.</summary>
    private static string Scope(string id, JsonElement body)
    {
        if (id.Length is > 0 and <= 22)
        {
            return string.Concat(id.Select(one => char.IsAsciiLetterOrDigit(one) || one == '-' ? one : '-'));
        }

        var hash = 14_695_981_039_346_656_037UL; // FNV-1a
        foreach (var one in MemberReader.RawOf(body).Span)
        {
            hash = unchecked((hash ^ one) * 1_099_511_628_211UL);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
