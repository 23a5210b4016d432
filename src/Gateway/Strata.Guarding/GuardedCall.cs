using Strata.Core.Results;
using Strata.Guard;

namespace Strata.Guarding;

/// <summary>
/// The guard of one call: its policies, the tokens that stand for what was taken out, and what was found. Attempts beside each other
/// share it: what it counts is under a lock.
/// </summary>
/// <param name="policies">The policies that hold, in order.</param>
/// <param name="judge">Makes what asks models and webhooks, once a rule needs it.</param>
public sealed class GuardedCall(IReadOnlyList<GuardPolicy> policies, Func<GuardJudge> judge)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Detector, GuardAction Action), int> found = [];
    private GuardJudge? asker;

    /// <summary>What was taken out of the request and comes back in the answer.</summary>
    public GuardTokens Tokens { get; } = new();

    /// <summary>Whether answers must be looked at, turned back, or judged.</summary>
    public bool LooksAtAnswers => Tokens.Count > 0 || policies.Any(p => p.LooksAt(GuardDirection.Output) || p.LooksAt(GuardDirection.ToolCall)) || JudgesAnswers;

    /// <summary>Whether a rule looks at what is asked.</summary>
    public bool LooksAtInput => policies.Any(p => p.LooksAt(GuardDirection.Input)) || Judges(GuardDirection.Input);

    /// <summary>Whether a model, a webhook or a schema judges answers as a whole.</summary>
    public bool JudgesAnswers => Judges(GuardDirection.Output) || Judges(GuardDirection.ToolCall);

    /// <summary>What tells its policies apart from others.</summary>
    public string Fingerprint => string.Join(',', policies.Select(p => p.Fingerprint));

    /// <summary>The detector that refused; empty where none did.</summary>
    public string BlockedBy { get; private set; } = "";

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<GuardCount> Found
    {
        get
        {
            lock (gate)
            {
                return found.Count == 0 ? [] : [.. found.Select(f => new GuardCount(f.Key.Detector, f.Key.Action.ToString().ToLowerInvariant(), f.Value))];
            }
        }
    }

    /// <summary>How many characters of a streamed answer may come together before they are judged; the most where only the whole can be.</summary>
    internal int HoldBack => policies.Any(p => p.SchemaRules(GuardDirection.Output).Any(r => r.Action == GuardAction.Block))
        ? int.MaxValue
        : policies.SelectMany(p => p.ModelRules(GuardDirection.Output)).Where(r => r.Holds).Select(r => r.HoldBack).DefaultIfEmpty(int.MaxValue).Min();

    /// <summary>One whole text under every rule that replaces or finds in place; null where a rule refuses it.</summary>
    public string? Apply(GuardDirection direction, string text)
    {
        foreach (var policy in policies)
        {
            if (policy.LooksAt(direction))
            {
                var result = policy.Apply(direction, text, direction == GuardDirection.Input ? Tokens : null);
                if (!Take(result))
                {
                    return null;
                }

                text = result.Text;
            }
        }

        return direction == GuardDirection.Input ? text : Tokens.Restore(text);
    }

    /// <summary>Whether a model, a webhook or a schema judges such texts.</summary>
    public bool Judges(GuardDirection direction) => policies.Any(p => p.ModelRules(direction).Count > 0 || p.SchemaRules(direction).Count > 0);

    /// <summary>A text under the rules that judge it as a whole: schemas, then models and webhooks. Cancellation of the caller is thrown.</summary>
    /// <param name="direction">Where it stands.</param>
    /// <param name="text">The text; of a stream, all of it so far.</param>
    /// <param name="tool">The tool that is called; empty for other texts.</param>
    /// <param name="isWhole">Whether nothing more of it comes: schemas judge the whole alone.</param>
    /// <param name="asks">Whether models and webhooks are asked.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False where a rule refuses it.</returns>
    public async ValueTask<bool> JudgeAsync(GuardDirection direction, string text, string tool, bool isWhole, bool asks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var policy in policies)
        {
            if (isWhole && !Take(policy.Check(direction, text, tool)))
            {
                return false;
            }

            if (asks && text.Length > 0 && policy.ModelRules(direction).Count > 0 && !Take(await (asker ??= judge()).JudgeAsync(policy, direction, text, cancellationToken)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the caller is told; what was found is not repeated.</summary>
    public Problem Refusal(string what) => new(ProblemCode.ContentFiltered, $"A guardrail of this server ({BlockedBy}) refused {what}.") { DialectCode = "content_policy_violation" };

    /// <summary>Whether nothing of such a text may go on before its verdict.</summary>
    internal bool Holds(GuardDirection direction) =>
        policies.Any(p => p.ModelRules(direction).Any(r => r.Holds) || p.SchemaRules(direction).Any(r => r.Action == GuardAction.Block));

    /// <summary>Begins a text that comes in pieces.</summary>
    internal BlockGuard Begin(GuardDirection direction) => new(this, [.. policies.Where(p => p.LooksAt(direction)).Select(p => p.Begin(direction))], Tokens.Count > 0 ? Tokens.Restore() : null);

    internal void Count(GuardFinding finding)
    {
        lock (gate)
        {
            found[(finding.Detector, finding.Action)] = found.GetValueOrDefault((finding.Detector, finding.Action)) + 1;
        }
    }

    internal void Block(string detector) => BlockedBy = detector;

    private bool Take(GuardResult result)
    {
        foreach (var finding in result.Findings)
        {
            Count(finding);
            if (finding.Action == GuardAction.Block)
            {
                Block(finding.Detector);
            }
        }

        return !result.IsBlocked;
    }
}
