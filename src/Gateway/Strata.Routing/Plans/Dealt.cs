using Strata.Routing.Health;
using Strata.Routing.Routes;

namespace Strata.Routing.Plans;

/// <summary>The share that a request belongs to, before the strategy has its turn.</summary>
/// <param name="Arm">The arm of the experiment; null for none.</param>
/// <param name="Target">The target of the arm or the canary, as a set of one; 0 for none.</param>
/// <param name="Reason">Which of them.</param>
internal readonly record struct Dealt(string? Arm, ulong Target, PickReason Reason)
{
    public static Dealt Of(RouteRule rule, in RouteRequest request, Dice dice)
    {
        if (request.PinnedDeployment is not null)
        {
            return default;
        }

        if (rule.Arms.Length > 0)
        {
            var experiment = rule.Options.Experiment!;
            var draw = experiment.By.Length > 0 && Subjects.Text(request, experiment.By) is { } unit ? StableHash.Unit(experiment.Name, unit) : dice.Next();
            foreach (var arm in rule.Arms)
            {
                draw -= arm.Share;
                if (draw < 0)
                {
                    return new Dealt(arm.Name, 1UL << arm.Target, PickReason.Experiment);
                }
            }
        }

        return rule.Canary is { } canary && dice.Next() < canary.Share ? new Dealt(null, 1UL << canary.Target, PickReason.Canary) : default;
    }
}
