using Strata.Core.Results;
using Strata.Guard;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Guarding;

/// <summary>The guard of one call: its policies, the tokens that stand for what was taken out, and what was found. One thread at a time.</summary>
internal sealed class CallGuard(IReadOnlyList<GuardPolicy> policies)
{
    private readonly Dictionary<(string Detector, string Action), int> found = [];

    public GuardTokens Tokens { get; } = new();

    /// <summary>Whether answers must be looked at, or turned back.</summary>
    public bool LooksAtAnswers => Tokens.Count > 0 || policies.Any(p => p.LooksAt(GuardDirection.Output) || p.LooksAt(GuardDirection.ToolCall));

    public bool LooksAtInput => policies.Any(p => p.LooksAt(GuardDirection.Input));

    /// <summary>What tells its policies apart from others.</summary>
    public string Fingerprint => string.Join(',', policies.Select(p => p.Fingerprint));

    /// <summary>The detector that refused; empty where none did.</summary>
    public string BlockedBy { get; private set; } = "";

    public RowList<LedgerVerdict> Verdicts => found.Count == 0 ? [] : [.. found.Select(f => new LedgerVerdict(f.Key.Detector, f.Key.Action, f.Value))];

    /// <summary>One whole text under every policy; null where a rule refuses it.</summary>
    public string? Apply(GuardDirection direction, string text)
    {
        foreach (var policy in policies)
        {
            if (policy.LooksAt(direction))
            {
                var result = policy.Apply(direction, text, direction == GuardDirection.Input ? Tokens : null);
                Count(result.Findings);
                if (result.IsBlocked)
                {
                    BlockedBy = result.Findings[^1].Detector;
                    return null;
                }

                text = result.Text;
            }
        }

        return direction == GuardDirection.Input ? text : Tokens.Restore(text);
    }

    /// <summary>Begins a text that comes in pieces.</summary>
    public BlockGuard Begin(GuardDirection direction) => new(this, [.. policies.Where(p => p.LooksAt(direction)).Select(p => p.Begin(direction))], Tokens.Count > 0 ? Tokens.Restore() : null);

    public void Count(IReadOnlyList<GuardFinding> findings)
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var key = (findings[i].Detector, findings[i].Action.ToString().ToLowerInvariant());
            found[key] = found.GetValueOrDefault(key) + 1;
        }
    }

    public void Block(string detector) => BlockedBy = detector;

    /// <summary>What the caller is told; what was found is not repeated.</summary>
    public Problem Refusal(string what) => new(ProblemCode.ContentFiltered, $"A guardrail of this server ({BlockedBy}) refused {what}.") { DialectCode = "content_policy_violation" };
}
