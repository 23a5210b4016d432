using Strata.Core.Results;
using Strata.Guard.Options;
using Strata.Guard.Policies;
using Strata.Guard.Tokens;

namespace Strata.Guard;

/// <summary>A compiled policy: immutable, used from any thread. Each text gets a scan of its own.</summary>
public sealed class GuardPolicy
{
    private readonly DirectionPlan input;
    private readonly DirectionPlan output;
    private readonly DirectionPlan toolCall;

    private GuardPolicy(string name, string fingerprint, DirectionPlan input, DirectionPlan output, DirectionPlan toolCall)
    {
        Name = name;
        Fingerprint = fingerprint;
        this.input = input;
        this.output = output;
        this.toolCall = toolCall;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>A hash over all that it says: what was kept under another one was not looked at by this one.</summary>
    public string Fingerprint { get; }

    /// <summary>Whether any rule of this process looks at such text; where false, a scan passes everything on as it comes.</summary>
    public bool LooksAt(GuardDirection direction) => Plan(direction).LooksAtText;

    /// <summary>The rules that need a model or a webhook: the pipeline asks them through <see cref="GuardJudge"/>.</summary>
    public IReadOnlyList<GuardModelRule> ModelRules(GuardDirection direction) => Plan(direction).Models;

    /// <summary>The rules that look at whole texts as JSON, through <see cref="Check"/>.</summary>
    public IReadOnlyList<GuardSchemaRule> SchemaRules(GuardDirection direction) => Plan(direction).Schemas;

    /// <summary>A whole text under the JSON schemas of a direction.</summary>
    /// <param name="direction">Answers, or the arguments of tool calls.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="tool">The tool that is called; empty for an answer.</param>
    public GuardResult Check(GuardDirection direction, string text, string tool = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        var findings = new List<GuardFinding>();
        foreach (var rule in Plan(direction).Schemas)
        {
            if ((rule.Tool.Length == 0 || rule.Tool == tool) && rule.Schema.Check(text) is not null)
            {
                findings.Add(new GuardFinding(rule.Detector, rule.Action, 0, text.Length));
            }
        }

        return new GuardResult(text, findings, findings.Exists(f => f.Action == GuardAction.Block));
    }

    /// <summary>Compiles a policy, or says what is wrong with it: an unknown detector, a pattern that is none, too many words.</summary>
    public static Result<GuardPolicy> Compile(string name, GuardPolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!DirectionPlan.Compile(name, options, GuardDirection.Input).Try(out var input, out var problem)
            || !DirectionPlan.Compile(name, options, GuardDirection.Output).Try(out var output, out problem)
            || !DirectionPlan.Compile(name, options, GuardDirection.ToolCall).Try(out var toolCall, out problem))
        {
            return problem;
        }

        return new GuardPolicy(name, PolicyPrint.Of(name, options), input, output, toolCall);
    }

    /// <summary>Begins one text. <paramref name="tokens"/> are the request's; without them a rule that makes tokens redacts.</summary>
    public GuardScan Begin(GuardDirection direction, GuardTokens? tokens = null) => new(Plan(direction).Sources(), direction, tokens);

    /// <summary>A whole text at once.</summary>
    public GuardResult Apply(GuardDirection direction, string text, GuardTokens? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plan = Plan(direction);
        if (!plan.LooksAtText)
        {
            return new GuardResult(text, [], false);
        }

        using var scan = new GuardScan(plan.Sources(), direction, tokens);
        using var safe = new PooledText(text.Length);
        scan.Whole(text, safe);
        var isSame = !scan.IsBlocked && safe.Written.SequenceEqual(text);
        return new GuardResult(isSame ? text : safe.Written.ToString(), scan.Findings, scan.IsBlocked);
    }

    private DirectionPlan Plan(GuardDirection direction) => direction switch
    {
        GuardDirection.Input => input,
        GuardDirection.Output => output,
        GuardDirection.ToolCall => toolCall,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "One direction at a time."),
    };
}
