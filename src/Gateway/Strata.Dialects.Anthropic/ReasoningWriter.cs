using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Writes <c>thinking</c> and <c>output_config</c>. An effort is told as an effort, with thinking left to the model; models from
/// before efforts get a budget instead, said in a note. The bound of the answer is never raised: a budget that does not fit is cut.
/// </summary>
internal static class ReasoningWriter
{
    /// <summary>The least budget the provider takes.</summary>
    public const long BudgetMin = 1_024;

    private static readonly string[] BudgetModels = ["claude-3", "claude-sonnet-4-0", "claude-sonnet-4-2", "claude-sonnet-4-5", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-2", "claude-haiku-4-5"];

    /// <summary>Writes what reasoning is asked for.</summary>
    public static void Thinking(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, long? outputTokensMax, Crossing crossing)
    {
        if (request.Reasoning is not { } asked)
        {
            return;
        }

        if (asked.Enabled == false || asked.Effort == "none" || asked.BudgetTokens == 0)
        {
            Write(json, "disabled", null, null);
            return;
        }

        var budget = asked.BudgetTokens;
        if (budget is null && asked.Effort is not null && !crossing.IsSame && IsBudgetModel(profile))
        {
            budget = BudgetOf(asked.Effort);
            crossing.Note("reasoning_effort", FormattableString.Invariant($"said as a budget of {budget} tokens: this model knows no effort"));
        }

        if (budget is { } tokens && !crossing.IsSame)
        {
            budget = Fit(tokens, outputTokensMax, crossing);
            if (budget is null)
            {
                return;
            }
        }

        var shown = asked.Shown ?? (asked.Summary is null ? null : true);
        if (budget is not null)
        {
            Write(json, "enabled", budget, shown);
        }
        else if (asked.IsAdaptive || asked.Enabled == true || !crossing.IsSame)
        {
            Write(json, "adaptive", null, shown);
        }
    }

    /// <summary>The word for an effort; null where it is told otherwise or not at all.</summary>
    public static string? Effort(ChatRequest request, WriteProfile profile, Crossing crossing)
    {
        var effort = request.Reasoning?.Effort;
        if (crossing.IsSame || effort is null)
        {
            return effort;
        }

        if (effort is "none" || IsBudgetModel(profile))
        {
            return null;
        }

        if (effort is "minimal")
        {
            crossing.Note("reasoning_effort", "'minimal' is said as 'low', the least the provider knows");
            return "low";
        }

        return effort;
    }

    private static bool IsBudgetModel(WriteProfile profile) => BudgetModels.Any(name => profile.RemoteModel.Contains(name, StringComparison.Ordinal));

    private static long BudgetOf(string effort) => effort switch
    {
        "minimal" or "low" => BudgetMin,
        "medium" => 4_096,
        _ => 16_384,
    };

    private static long? Fit(long budget, long? outputTokensMax, Crossing crossing)
    {
        var fit = Math.Min(Math.Max(budget, BudgetMin), (outputTokensMax ?? long.MaxValue) - 1);
        if (fit < BudgetMin)
        {
            crossing.Note("reasoning", FormattableString.Invariant($"left out: a budget has at least {BudgetMin} tokens and must be below the bound of the answer"));
            return null;
        }

        if (fit != budget)
        {
            crossing.Note("reasoning", FormattableString.Invariant($"the budget is {fit} tokens: at least {BudgetMin}, and below the bound of the answer"));
        }

        return fit;
    }

    private static void Write(Utf8JsonWriter json, string type, long? budget, bool? shown)
    {
        json.WriteStartObject("thinking");
        json.WriteString("type", type);
        if (budget is { } tokens)
        {
            json.WriteNumber("budget_tokens", tokens);
        }

        if (shown is { } isShown)
        {
            json.WriteString("display", isShown ? "summarized" : "omitted");
        }

        json.WriteEndObject();
    }
}
