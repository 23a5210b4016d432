using Strata.Routing.Health;

namespace Strata.Routing.Plans;

/// <summary>What the end of an attempt says about its deployment, its credential and the way between them.</summary>
internal static class Outcomes
{
    /// <summary>It answered.</summary>
    public static void Proved(in Candidate candidate, TimeSpan? firstContent, long nowMs)
    {
        var health = candidate.Target.Health;
        health.Breaker.Observe(ok: true, candidate.IsProbe, nowMs);
        candidate.Lane.Passed();
        candidate.Lane.Credential.Accepted();
        if (firstContent is { } span)
        {
            health.Latency.Add(span.TotalMilliseconds, nowMs);
        }
    }

    /// <summary>It ended.</summary>
    /// <param name="candidate">The attempt.</param>
    /// <param name="report">How.</param>
    /// <param name="isProved">Whether its first content has been noted.</param>
    /// <param name="nowMs">When.</param>
    public static void Ended(in Candidate candidate, in AttemptReport report, bool isProved, long nowMs)
    {
        if (report.Headroom is { } headroom)
        {
            candidate.Lane.SetHeadroom(headroom, report.HeadroomReset, nowMs);
        }

        candidate.Target.Health.Used(report);
        if (report.IsCancelled || report.Failure is { Class: FailureClass.Cancelled })
        {
            Unproven(candidate);
        }
        else if (report.Failure is { } failure)
        {
            Failed(candidate, failure, nowMs);
        }
        else if (!isProved)
        {
            Proved(candidate, report.FirstContent, nowMs);
        }
    }

    private static void Failed(in Candidate candidate, in AttemptFailure failure, long nowMs)
    {
        var health = candidate.Target.Health;
        switch (failure.Class)
        {
            case FailureClass.CredentialPermanent:
                Unproven(candidate);
                candidate.Lane.Credential.Refused(nowMs);
                break;
            case FailureClass.RateLimited:
                Unproven(candidate);
                candidate.Lane.Limited(failure.RetryAfter ?? (failure.IsQuota ? TimeSpan.FromMinutes(1) : null), nowMs);
                break;
            case FailureClass.ServerTransient or FailureClass.Timeout:
                health.Breaker.Observe(ok: false, candidate.IsProbe, nowMs);
                candidate.Lane.Credential.Unproven();
                health.Latency.Penalize(nowMs - candidate.StartedMs, failure.Class == FailureClass.Timeout, nowMs);
                break;
            default:
                // it judged the request: it lives, and took the credential
                Proved(candidate, null, nowMs);
                break;
        }
    }

    private static void Unproven(in Candidate candidate)
    {
        candidate.Lane.Credential.Unproven();
        if (candidate.IsProbe)
        {
            candidate.Target.Health.Breaker.ReleaseProbe();
        }
    }
}
