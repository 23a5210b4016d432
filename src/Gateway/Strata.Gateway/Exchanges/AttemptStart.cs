using Strata.Routing.Clocks;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Routing.Plans;
using Strata.Routing.Providers;

namespace Strata.Gateway.Exchanges;

/// <summary>What one attempt begins with.</summary>
internal sealed class AttemptStart
{
    public required CallerRequest Request { get; init; }

    public required Candidate Candidate { get; init; }

    public Deployment Deployment => Candidate.Deployment;

    public required AttemptRecord Record { get; init; }

    public required AttemptClock Clock { get; init; }

    /// <summary>The caller's side of the answer.</summary>
    public required CallerShape Shape { get; init; }

    /// <summary>The output that a broken attempt left: this one goes on in it.</summary>
    public CanonicalOutput? Output { get; init; }

    /// <summary>The failure to rehearse in this attempt; null in earnest.</summary>
    public Injection? Injection { get; init; }

    public required CancellationToken CallerToken { get; init; }
}
