using Microsoft.AspNetCore.Http;
using Strata.Budgets.Book;
using Strata.Budgets.Headers;
using Strata.Gateway.Calls;

namespace Strata.Gateway.Door;

/// <summary>How the caller's limits stand, in the words of its dialect; where it has none of its own, how its provider's do.</summary>
internal static class LimitHeaders
{
    public static void Write(IHeaderDictionary headers, Call call, BudgetBook budgets, DateTimeOffset now)
    {
        var stand = call.Reservation is { } reservation ? reservation.State : budgets.StateOf(call.Caller.Organization, Governance.Nodes(call.Caller, call.Tags));
        if ((stand ?? call.Winner?.UpstreamLimits) is not { } state)
        {
            return;
        }

        if (call.Surface.Errors.Name == "anthropic")
        {
            LimitHeaderWriter.Anthropic(state, now, headers, static (target, name, value) => target[name] = value);
        }
        else
        {
            LimitHeaderWriter.OpenAi(state, headers, static (target, name, value) => target[name] = value);
        }
    }
}
