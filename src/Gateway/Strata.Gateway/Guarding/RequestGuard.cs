using Strata.Core.Results;
using Strata.Gateway.Calls;
using Strata.Guard;
using Strata.Guarding;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Guarding;

/// <summary>
/// Looks at what is asked, on every surface. Rules that take something out come first: models and webhooks judge what is left of the text.
/// </summary>
internal static class RequestGuard
{
    public static async ValueTask<Result<Done>> ApplyAsync(GuardedCall guard, CallerRequest request, CancellationToken cancellationToken)
    {
        if (!guard.LooksAtInput || request.ContentType is not null)
        {
            return Done.Value; // a form of bytes has no text to look at but names
        }

        string? text = null;
        if (request.Surface.Dialect is null)
        {
            if (!InputGuard.Look(guard, request.Body.Span).Try(out _, out var refused))
            {
                return refused;
            }

            text = guard.Judges(GuardDirection.Input) ? InputGuard.TextOf(request.Body.Span) : null;
        }
        else
        {
            if (!request.Canonical().Try(out var asked, out var problem) || !InputGuard.Apply(guard, asked).Try(out var safe, out problem))
            {
                return problem;
            }

            request.Rewritten = ReferenceEquals(safe, asked) ? request.Rewritten : safe;
            text = guard.Judges(GuardDirection.Input) ? InputGuard.TextOf(safe) : null;
        }

        return text is null || await guard.JudgeAsync(GuardDirection.Input, text, "", isWhole: true, asks: true, cancellationToken) ? Done.Value : guard.Refusal("the request");
    }

    /// <summary>What was found, as the row has it.</summary>
    public static RowList<LedgerVerdict> Verdicts(GuardedCall? guard) => guard is null ? [] : [.. guard.Found.Select(f => new LedgerVerdict(f.Detector, f.Action, f.Count))];
}
