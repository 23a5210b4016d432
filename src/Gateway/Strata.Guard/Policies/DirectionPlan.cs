using System.Buffers;
using Strata.Core.Results;
using Strata.Guard.Entities;
using Strata.Guard.Options;
using Strata.Guard.Sources;

namespace Strata.Guard.Policies;

/// <summary>What a policy does in one direction, ready to begin scans.</summary>
internal sealed class DirectionPlan
{
    private readonly GuardRule?[] entities = new GuardRule?[EntityNames.All.Length];
    private EntitySet on;
    private SearchValues<char> triggers = SearchValues.Create("");

    public bool LooksAtText => on.Bits != 0;

    public static Result<DirectionPlan> Compile(string policy, GuardPolicyOptions options, GuardDirection direction)
    {
        var plan = new DirectionPlan();
        foreach (var rule in options.Rules.Where(r => r.Direction.HasFlag(direction)))
        {
            if (plan.Add(rule, options) is { } problem)
            {
                return problem with { Message = $"Guard policy '{policy}': {problem.Message}" };
            }
        }

        plan.triggers = SearchValues.Create(Dispatch.TriggersOf(plan.on));
        return plan;
    }

    public MatchSource[] Sources() => on.Bits == 0 ? [] : [new EntitySource(on, entities, triggers)];

    private Problem? Add(GuardRuleOptions rule, GuardPolicyOptions options)
    {
        var kinds = DetectorNames.Kinds(rule.Detector);
        if (kinds.Bits == 0)
        {
            return Problem.Invalid($"there is no detector '{rule.Detector}'. Write {DetectorNames.Known}, or the name of a set of the policy.", "detector");
        }

        for (var kind = EntityKind.Email; kind <= EntityKind.GenericSecret; kind++)
        {
            if (kinds.Has(kind) && entities[(int)kind] is null)
            {
                entities[(int)kind] = new GuardRule(EntityNames.Of(kind), rule.Action);
                on = on.With(kind);
            }
        }

        return null;
    }
}
