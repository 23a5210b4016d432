using System.Runtime.InteropServices;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads a provider's whole answer.</summary>
internal static class AnswerReader
{
    /// <summary>Reads the body; an error inside HTTP 200 is a problem.</summary>
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body)
    {
        Problem? failure = null;
        var answer = JsonBody.ReadAnswer(body.Span, value =>
        {
            var root = new ObjectReader(value);
            failure = Failure(root);
            return failure is null ? Read(root) : new ChatAnswer { Dialect = AnthropicWords.Dialect };
        });
        return failure is null ? answer : failure;
    }

    /// <summary>Reads a <c>usage</c> that stands alone.</summary>
    public static TokenUsage? Usage(JsonElement? usage)
    {
        var counts = default(UsageCounts);
        Merge(ref counts, usage);
        return counts.ToUsage();
    }

    /// <summary>Takes a <c>usage</c> into a stream's counts.</summary>
    public static void Merge(ref UsageCounts counts, JsonElement? usage)
    {
        if (usage is { } value)
        {
            var json = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value), new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            json.Read();
            counts.Merge(ref json);
        }
    }

    private static Problem? Failure(ObjectReader root)
    {
        if (root.Text("type") != "error" && root.Take("error") is null)
        {
            return null;
        }

        var error = root.Object("error");
        return AnthropicErrors.Failure(error?.Text("type") ?? "", error?.Text("message") ?? "");
    }

    private static ChatAnswer Read(ObjectReader root)
    {
        root.Take("type");
        root.Take("role");
        var usage = root.Object("usage");
        var word = root.Text("stop_reason") ?? "";
        var choice = new AnswerChoice
        {
            Blocks = BlockReader.Content(root, "content"),
            StopReason = AnthropicWords.Reason(word),
            StopWord = word,
            StopSequence = root.Text("stop_sequence"),
        };
        if (root.Take("content") is null)
        {
            root.Refuse(JsonProblems.Missing("content"));
        }

        return new ChatAnswer
        {
            Dialect = AnthropicWords.Dialect,
            Id = root.Text("id") ?? "",
            Model = root.Text("model") ?? "",
            Choices = [choice],
            Usage = Usage(usage?.Element),
            ServiceTier = usage?.Text("service_tier"),
            Extra = [.. OwnMembers.OfUsage(usage), .. root.Rest()],
        };
    }
}
