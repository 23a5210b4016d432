using Strata.Routing.Plans;

namespace Strata.Management.Traffic;

/// <summary>How one target stands towards the request.</summary>
/// <param name="Deployment">Which.</param>
/// <param name="Role">For instance <c>tier 1</c>, <c>context_window</c> or <c>canary</c>.</param>
/// <param name="Verdict"><c>usable</c>, or why not: <c>breaker_open</c>, <c>limited</c>, …</param>
/// <param name="Weight">Its share among its tier.</param>
/// <param name="Score">What the strategy goes by, lower first.</param>
/// <param name="Chance">The chance that the first attempt goes there.</param>
internal sealed record ExplainedTarget(string Deployment, string Role, string Verdict, double Weight, double? Score, double Chance)
{
    public static ExplainedTarget From(TargetExplanation target) => new(target.Deployment, target.Role, Word(target.Verdict), target.Weight, target.Score, target.Chance);

    private static string Word(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.Usable => "usable",
        TargetVerdict.Probe => "probe",
        TargetVerdict.BreakerOpen => "breaker_open",
        TargetVerdict.Limited => "limited",
        TargetVerdict.CredentialsRefused => "credentials_refused",
        TargetVerdict.Full => "full",
        TargetVerdict.NotOffered => "not_offered",
        TargetVerdict.Condition => "condition",
        TargetVerdict.Region => "region",
        _ => "context",
    };
}
