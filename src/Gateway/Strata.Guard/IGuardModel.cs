using Strata.Core.Results;

namespace Strata.Guard;

/// <summary>What asks a classifier, a moderation model or a webhook about a whole text. The pipeline implements it.</summary>
public interface IGuardModel
{
    /// <summary>A verdict about <paramref name="text"/> by what the rule names; a problem where there is none.</summary>
    ValueTask<Result<GuardVerdict>> JudgeAsync(GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken);
}
