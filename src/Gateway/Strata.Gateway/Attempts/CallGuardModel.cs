using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Gateway.Calls;
using Strata.Guard;

namespace Strata.Gateway.Attempts;

/// <summary>Asks on behalf of one call; the rows of what it asks are numbered.</summary>
internal sealed class CallGuardModel(GuardModels models, HttpContext http, Call call) : IGuardModel
{
    private int asked;

    public ValueTask<Result<GuardVerdict>> JudgeAsync(GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken) =>
        models.AskAsync(http, call, Interlocked.Increment(ref asked), rule, direction, text, cancellationToken);
}
