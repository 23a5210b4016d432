using Microsoft.AspNetCore.Http;
using Strata.Console.Data;
using Strata.Console.Navigation;
using Strata.Core.Tenancy;
using Strata.Ledger.Queries;

namespace Strata.Console.Usage;

/// <summary>What the page of costs and its files are asked, as it stands in the URL.</summary>
/// <param name="Query">The rows, within what the caller may see.</param>
/// <param name="By">What they are told apart by.</param>
/// <param name="Measure">What the chart stacks: <c>cost</c>, <c>tokens</c> or <c>requests</c>.</param>
/// <param name="ByHour">Whether a step of time is an hour; else it is a day.</param>
internal sealed record UsageAsk(LedgerQuery Query, UsageDimension By, string Measure, bool ByHour)
{
    /// <summary>The filters of a URL, by their words.</summary>
    public static readonly string[] Filters = ["model", "provider", "deployment", "key", "user", "end_user", "tag", "surface"];

    /// <summary>What keeps the view when a link changes one thing of it.</summary>
    public static readonly string[] Kept = ["range", "from", "to", "team", "by", "then", "measure", .. Filters];

    private static readonly TimeSpan HoursMax = TimeSpan.FromHours(49);

    /// <summary>Reads a request's URL. Administrators see all teams unless they name one.</summary>
    public static UsageAsk Read(HttpRequest request, Caller caller, TimeRange range)
    {
        var reach = Reach.Of(caller, Value("team") ?? Reach.Every);
        var query = new LedgerQuery
        {
            Project = reach.Project,
            Organization = reach.Organization,
            KeyId = reach.KeyId ?? Value("key"),
            Model = Value("model"),
            Provider = Value("provider"),
            Deployment = Value("deployment"),
            User = Value("user"),
            EndUser = Value("end_user"),
            Tag = Value("tag"),
            Endpoint = Value("surface"),
            From = range.From,
            To = range.To,
        };
        return new UsageAsk(query, UsageDimension.Of(Value("by")), Value("measure") is "tokens" or "requests" ? Value("measure")! : "cost", range.Length <= HoursMax);

        string? Value(string name) => request.Query[name].ToString() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The ledger's groups: the step of time, then the dimension.</summary>
    public IReadOnlyList<UsageGroup> OverTime => [ByHour ? UsageGroup.Hour : UsageGroup.Day, By.Group];

    /// <summary>What a sum counts for the chart.</summary>
    public double Of(UsageSum sum) => Measure switch
    {
        "tokens" => sum.Usage.Prompt + sum.Usage.Completion,
        "requests" => sum.Requests,
        _ => sum.CostNanos,
    };
}
