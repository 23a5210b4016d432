using System.Buffers;
using Strata.Core.Results;
using Strata.Guard.Entities;
using Strata.Guard.Options;
using Strata.Guard.Patterns;
using Strata.Guard.Schemas;
using Strata.Guard.Sources;
using Strata.Guard.Words;

namespace Strata.Guard.Policies;

/// <summary>What a policy does in one direction, ready to begin scans.</summary>
internal sealed class DirectionPlan
{
    private readonly GuardRule?[] entities = new GuardRule?[EntityNames.All.Length];
    private readonly List<Func<MatchSource>> others = [];
    private readonly List<GuardModelRule> models = [];
    private readonly List<GuardSchemaRule> schemas = [];
    private EntitySet on;
    private SearchValues<char> triggers = SearchValues.Create("");

    public bool LooksAtText => on.Bits != 0 || others.Count > 0;

    /// <summary>The rules that somebody else must ask a model or a webhook for.</summary>
    public IReadOnlyList<GuardModelRule> Models => models;

    /// <summary>The rules that look at whole texts as JSON.</summary>
    public IReadOnlyList<GuardSchemaRule> Schemas => schemas;

    public static Result<DirectionPlan> Compile(string policy, GuardPolicyOptions options, GuardDirection direction)
    {
        var plan = new DirectionPlan();
        foreach (var rule in options.Rules.Where(r => r.Direction.HasFlag(direction)))
        {
            if (plan.Add(rule, options) is { } problem)
            {
                return problem with { Message = $"Guard policy '{policy}', rule '{rule.Detector}': {problem.Message}" };
            }
        }

        plan.triggers = SearchValues.Create(Dispatch.TriggersOf(plan.on));
        return plan;
    }

    public MatchSource[] Sources()
    {
        var first = on.Bits == 0 ? 0 : 1;
        var sources = new MatchSource[first + others.Count];
        if (first > 0)
        {
            sources[0] = new EntitySource(on, entities, triggers);
        }

        for (var i = 0; i < others.Count; i++)
        {
            sources[first + i] = others[i]();
        }

        return sources;
    }

    private Problem? Add(GuardRuleOptions rule, GuardPolicyOptions options)
    {
        var hasWords = options.Keywords.TryGetValue(rule.Detector, out var words);
        if (hasWords || options.Patterns.ContainsKey(rule.Detector))
        {
            return !DetectorNames.IsOfSet(rule.Detector) ? Problem.Invalid("a set's name has 1 to 40 letters, digits, hyphens and underscores, and is no built-in detector's.", "detector")
                : hasWords ? AddWords(rule, words!)
                : AddPatterns(rule, options.Patterns[rule.Detector]);
        }

        if (DetectorNames.IsModel(rule.Detector) || DetectorNames.IsInjection(rule.Detector))
        {
            return AddVerdict(rule);
        }

        if (DetectorNames.IsSchema(rule.Detector))
        {
            return AddSchema(rule, options);
        }

        var kinds = DetectorNames.Kinds(rule.Detector);
        if (kinds.Bits == 0)
        {
            return Problem.Invalid($"there is no such detector. Write {DetectorNames.Known}, the name of a set of the policy, model:NAME, webhook:NAME or schema:NAME.", "detector");
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

    private Problem? AddWords(GuardRuleOptions rule, KeywordSetOptions words)
    {
        if (!WordAutomaton.Build(words).Try(out var automaton, out var problem))
        {
            return problem;
        }

        var compiled = new GuardRule(rule.Detector, rule.Action);
        others.Add(() => new WordSource(automaton, compiled));
        return null;
    }

    private Problem? AddPatterns(GuardRuleOptions rule, PatternSetOptions patterns)
    {
        if (!PatternCompiler.Build(patterns).Try(out var built, out var problem))
        {
            return problem;
        }

        var compiled = new GuardRule(rule.Detector, rule.Action);
        others.AddRange(built.Select(regex => (Func<MatchSource>)(() => new PatternSource(regex, patterns.MatchMax, compiled))));
        return null;
    }

    /// <summary>A score speaks of the whole text: there is no place to replace.</summary>
    private Problem? AddVerdict(GuardRuleOptions rule)
    {
        if (rule.Action is not (GuardAction.Flag or GuardAction.Block))
        {
            return Problem.Invalid("its verdict is about the whole text. Write action: flag or block.", "action");
        }

        if (DetectorNames.IsInjection(rule.Detector))
        {
            var compiled = new GuardRule(DetectorNames.Injection, rule.Action);
            others.Add(() => new InjectionSource(compiled, (double)rule.Threshold));
        }
        else
        {
            models.Add(new GuardModelRule(rule.Detector, rule.Action, (double)rule.Threshold, rule.FailOpen, rule.Timeout) { HoldBack = rule.HoldBack });
        }

        return null;
    }

    private Problem? AddSchema(GuardRuleOptions rule, GuardPolicyOptions options)
    {
        if (rule.Action is not (GuardAction.Flag or GuardAction.Block))
        {
            return Problem.Invalid("it is about the whole text. Write action: flag or block.", "action");
        }

        if (rule.Direction.HasFlag(GuardDirection.Input))
        {
            return Problem.Invalid("a schema looks at answers or at the arguments of tool calls. Write directions: [output] or [tool_call].", "directions");
        }

        if (!options.Schemas.TryGetValue(rule.Detector[DetectorNames.Schema.Length..], out var named))
        {
            return Problem.Invalid("the policy has no schema of this name. Add it under schemas.", "detector");
        }

        if (!JsonSchema.Read(named.Schema).Try(out var schema, out var problem))
        {
            return problem;
        }

        schemas.Add(new GuardSchemaRule(rule.Detector, rule.Action, schema, named.Tool));
        return null;
    }
}
