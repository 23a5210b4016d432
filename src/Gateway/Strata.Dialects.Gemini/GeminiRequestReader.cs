using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Reads a <c>GenerateContentRequest</c> (Gemini API v1 and v1beta, Vertex). The model and the wish for a stream stand in the path.
/// Unknown members are carried at the top, those of inner objects under their dotted path.
/// </summary>
internal static class GeminiRequestReader
{
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body, RequestTarget target) =>
        MemberBody.Read(body, proto: true, (members, reading) => Request(members, target, reading));

    public static ChatRequest Request(MemberReader body, RequestTarget target, JsonReading reading)
    {
        var model = target.Model ?? "";
        var inner = body.Text("model"); // the batch and count methods repeat it
        model = model.Length > 0 ? model : inner is null ? "" : inner.StartsWith("models/", StringComparison.Ordinal) ? inner[7..] : inner;
        if (model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            reading.Refuse(Problem.Invalid($"The path names no model of 1 to {JsonLimits.ModelCharsMax} characters: /v1beta/models/MODEL:generateContent.", "model"));
        }

        var request = new ChatRequest
        {
            Dialect = GeminiNames.Dialect,
            Model = model,
            Stream = target.Stream ?? false,
            IncludeUsage = true,
            Messages = Messages(body, reading),
        };
        request = GeminiToolReader.Read(body, request, reading);
        request = GeminiConfigReader.Read(body.Object("generationConfig"), request, reading);
        return request with { Metadata = body.Raw("labels"), ServiceTier = body.Text("serviceTier"), Store = body.Flag("store"), Extra = [.. request.Extra, .. body.Rest()] };
    }

    private static List<ChatMessage> Messages(MemberReader body, JsonReading reading)
    {
        var messages = new List<ChatMessage>();
        var parts = new GeminiPartReader(reading, new CallIds(""));
        if (body.Object("systemInstruction") is { } system)
        {
            system.Take("role"); // ignored by Google too
            messages.Add(new ChatMessage(MessageRole.System, parts.Parts(system)) { Extra = system.Rest() });
        }

        var before = messages.Count;
        foreach (var content in body.Objects("contents", JsonLimits.MessagesMax))
        {
            var role = content.Text("role") ?? "user";
            if (role is not ("user" or "model" or "function" or ""))
            {
                reading.Refuse(Problem.Invalid($"'{content.PathOf("role")}' must be user or model.", content.PathOf("role")));
            }

            messages.Add(new ChatMessage(role == "model" ? MessageRole.Assistant : MessageRole.User, parts.Parts(content)) { Extra = content.Rest() });
        }

        if (messages.Count == before)
        {
            reading.Refuse(JsonProblems.Missing("contents"));
        }

        return messages;
    }
}
