using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Ollama;

/// <summary>
/// Reads <c>/api/chat</c> and <c>/api/generate</c>. A stream is the default. An ordinary generate is a conversation of one turn; with
/// <c>raw</c>, <c>suffix</c> or a template of its own it is a raw prompt. A generate without a prompt, or a chat without messages,
/// only loads the model: the conversation is then empty.
/// </summary>
internal static class OllamaRequestReader
{
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body, string dialect, RequestTarget target) =>
        MemberBody.Read(body, proto: false, (members, reading) => Request(members, reading, dialect, target));

    private static ChatRequest Request(MemberReader body, JsonReading reading, string dialect, RequestTarget target)
    {
        var model = body.Text("model") ?? target.Model ?? "";
        if (model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            reading.Refuse(model.Length == 0 ? JsonProblems.Missing("model") : Problem.Invalid($"'model' has 1 to {JsonLimits.ModelCharsMax} characters.", "model"));
        }

        var request = new ChatRequest
        {
            Dialect = dialect,
            Model = model,
            Stream = body.Flag("stream") ?? target.Stream ?? true,
            IncludeUsage = true,
            Format = Format(body, reading),
            Reasoning = Think(body, reading),
            LogProbs = body.Flag("logprobs"),
            TopLogProbs = body.Small("top_logprobs", 0, 20),
        };
        request = dialect == OllamaNames.Chat ? OllamaMessageReader.Chat(body, request, reading) : OllamaMessageReader.Generate(body, request, reading);
        request = Options(body.Object("options"), request);
        return request with { Extra = [.. request.Extra, .. body.Rest()] };
    }

    private static OutputFormat? Format(MemberReader body, JsonReading reading)
    {
        if (body.Take("format") is not { } format)
        {
            return null;
        }

        switch (format.ValueKind)
        {
            case System.Text.Json.JsonValueKind.Object:
                return new OutputFormat(OutputKind.JsonSchema) { Schema = MemberReader.RawOf(format) };
            case System.Text.Json.JsonValueKind.String when format.ValueEquals("json"u8):
                return new OutputFormat(OutputKind.JsonObject);
            case System.Text.Json.JsonValueKind.String when format.ValueEquals(""u8):
                return null; // what older clients send for "none"
            default:
                reading.Refuse(Problem.Invalid("'format' must be \"json\" or a JSON schema.", "format"));
                return null;
        }
    }

    private static ReasoningOptions? Think(MemberReader body, JsonReading reading)
    {
        if (body.Take("think") is not { } think)
        {
            return null;
        }

        switch (think.ValueKind)
        {
            case System.Text.Json.JsonValueKind.True:
                return new ReasoningOptions { Enabled = true, Shown = true };
            case System.Text.Json.JsonValueKind.False:
                return new ReasoningOptions { Enabled = false };
            case System.Text.Json.JsonValueKind.String when think.GetString() is "low" or "medium" or "high" or "max":
                return new ReasoningOptions { Enabled = true, Effort = think.GetString(), Shown = true };
            default:
                reading.Refuse(Problem.Invalid("'think' must be true, false, \"low\", \"medium\", \"high\" or \"max\".", "think"));
                return null;
        }
    }

    private static ChatRequest Options(MemberReader? options, ChatRequest request)
    {
        if (options is null)
        {
            return request;
        }

        var most = options.Whole("num_predict", int.MinValue, int.MaxValue);
        var seed = options.Whole("seed", long.MinValue, long.MaxValue);
        request = request with
        {
            OutputTokensMax = most > 0 ? most : null, // −1 and −2: no bound but the model's own
            Seed = seed,
            Temperature = options.Number("temperature", 0, 1_000),
            TopP = options.Number("top_p", 0, 1),
            TopK = options.Small("top_k", 0, int.MaxValue),
            MinP = options.Number("min_p", 0, 1),
            RepetitionPenalty = options.Number("repeat_penalty", 0, 1_000),
            FrequencyPenalty = options.Number("frequency_penalty", -2, 2),
            PresencePenalty = options.Number("presence_penalty", -2, 2),
            Stop = options.Texts("stop", OllamaNames.StopsMax, orOne: true),
        };
        return request with { Extra = [.. request.Extra, .. options.Rest(OllamaNames.OptionPrefix)] };
    }
}
