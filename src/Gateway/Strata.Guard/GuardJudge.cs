using Strata.Core.Results;

namespace Strata.Guard;

/// <summary>
/// Asks every model rule of a policy about one whole text at once. A verdict that does not come in time, or not at all, follows
/// the rule: fail open lets the text pass with a flag, fail closed blocks it.
/// </summary>
public sealed class GuardJudge(IGuardModel model, TimeProvider clock)
{
    /// <summary>What the rules say, findings over the whole text, in the rules' order. Cancellation of the caller is thrown.</summary>
    public async ValueTask<GuardResult> JudgeAsync(GuardPolicy policy, GuardDirection direction, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(text);
        var rules = policy.ModelRules(direction);
        if (rules.Count == 0)
        {
            return new GuardResult(text, [], false);
        }

        var answers = await Task.WhenAll(rules.Select(rule => AskAsync(rule, direction, text, cancellationToken)));
        var findings = answers.Where(a => a is not null).Select(a => a!.Value).ToArray();
        return new GuardResult(text, findings, findings.Any(f => f.Action == GuardAction.Block));
    }

    private async Task<GuardFinding?> AskAsync(GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(rule.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Result<GuardVerdict> answer;
        try
        {
            answer = await model.JudgeAsync(rule, direction, text, either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong in there, the rule says what follows; its cause is the model's to log.
            answer = new Problem(ProblemCode.TimedOut, $"'{rule.Detector}' gave no verdict within {rule.Timeout.TotalMilliseconds:0} ms.");
        }

        return !answer.IsOk ? new GuardFinding($"{rule.Detector}:unavailable", rule.FailOpen ? GuardAction.Flag : GuardAction.Block, 0, text.Length)
            : answer.Value.Score >= rule.Threshold ? new GuardFinding(answer.Value.Category is { Length: > 0 } category ? $"{rule.Detector}:{category}" : rule.Detector, rule.Action, 0, text.Length)
            : null;
    }
}
