using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads <c>thinking</c> and <c>output_config.effort</c>.</summary>
internal static class ReasoningReader
{
    /// <summary>How much to reason; null where nothing is said. A kind of thinking that the model has no place for rides along whole.</summary>
    public static ReasoningOptions? Read(ObjectReader root, List<Carry> extra)
    {
        var effort = root.Object("output_config")?.Text("effort");
        var options = effort is null ? null : new ReasoningOptions { Effort = effort };
        if (root.Object("thinking") is not { } thinking)
        {
            return options;
        }

        var type = thinking.NeedText("type");
        var budget = thinking.Whole("budget_tokens", 0);
        var display = thinking.Text("display");
        if (type is not ("enabled" or "disabled" or "adaptive") || display is not (null or "summarized" or "omitted") || thinking.Rest().Count > 0)
        {
            extra.Add(new Carry("thinking", RawJson.Copy(thinking.Element)));
            return options;
        }

        if (type == "enabled" && budget is null)
        {
            thinking.Refuse(JsonProblems.Missing("thinking.budget_tokens"));
        }

        return (options ?? new ReasoningOptions()) with
        {
            Enabled = type != "disabled",
            IsAdaptive = type == "adaptive",
            BudgetTokens = type == "enabled" ? budget : null,
            Shown = display is null ? null : display == "summarized",
        };
    }
}
