using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes <c>additionalModelRequestFields</c>: what only some model families take, by the model's id.</summary>
internal static class MoreWriter
{
    /// <summary>Writes the member, where there is something for it.</summary>
    public static void Write(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Crossing crossing)
    {
        var isAnthropic = crossing.IsSame || profile.RemoteModel.Contains("anthropic.", StringComparison.Ordinal) || profile.RemoteModel.Contains("claude", StringComparison.Ordinal);
        var more = RequestWriter.Inside(request, "additionalModelRequestFields", crossing);
        var thinking = Thinking(request, isAnthropic, crossing);
        if (request.TopK is not null && !isAnthropic)
        {
            crossing.Refuse("top_k", "it is told to models of Anthropic only.");
        }

        if (request.TopK is null && thinking is null && more.Count == 0)
        {
            return;
        }

        json.WriteStartObject("additionalModelRequestFields");
        json.WriteSaid("top_k", request.TopK);
        if (thinking is { } type)
        {
            json.WriteStartObject("thinking");
            json.WriteString("type", type);
            json.WriteSaid("budget_tokens", type == "enabled" ? request.Reasoning!.BudgetTokens : null);
            json.WriteEndObject();
        }

        json.WriteCarries(more);
        json.WriteEndObject();
    }

    private static string? Thinking(ChatRequest request, bool isAnthropic, Crossing crossing)
    {
        if (request.Reasoning is not { } asked)
        {
            return null;
        }

        if (!isAnthropic)
        {
            if (asked.BudgetTokens is not null || asked.Enabled is not null)
            {
                crossing.Note("thinking", "left out: this model decides by an effort, or by itself");
            }

            return null;
        }

        return asked switch
        {
            { Enabled: false } or { Effort: "none" } or { BudgetTokens: 0 } => "disabled",
            { BudgetTokens: not null } => "enabled",
            { IsAdaptive: true } or { Enabled: true } => "adaptive",
            { Effort: not null } when !crossing.IsSame => "adaptive",
            _ => null,
        };
    }
}
