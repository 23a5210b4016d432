using Strata.Core.Results;

namespace Strata.Routing.Plans;

/// <summary>What to do next with a request.</summary>
public readonly struct PlanStep
{
    private readonly Candidate candidate;

    private PlanStep(PlanStepKind kind, in Candidate candidate, TimeSpan delay, StopReason reason, Problem? problem)
    {
        Kind = kind;
        this.candidate = candidate;
        Delay = delay;
        Reason = reason;
        Problem = problem;
    }

    /// <summary>What to do.</summary>
    public PlanStepKind Kind { get; }

    /// <summary>The attempt of <see cref="PlanStepKind.Try"/>.</summary>
    public Candidate Candidate => Kind == PlanStepKind.Try ? candidate : throw new InvalidOperationException("Only a step that tries has a candidate.");

    /// <summary>How long to <see cref="PlanStepKind.Wait"/>.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Why it stops.</summary>
    public StopReason Reason { get; }

    /// <summary>What to answer where no attempt was made; null where the last attempt's failure is the answer.</summary>
    public Problem? Problem { get; }

    internal static PlanStep Try(in Candidate candidate) => new(PlanStepKind.Try, candidate, default, default, null);

    internal static PlanStep Wait(long ms) => new(PlanStepKind.Wait, default, TimeSpan.FromMilliseconds(Math.Max(1, ms)), default, null);

    internal static PlanStep Stop(StopReason reason, Problem? problem = null) => new(PlanStepKind.Stop, default, default, reason, problem);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PlanStepKind.Try => $"try {candidate}",
        PlanStepKind.Wait => $"wait {Delay.TotalMilliseconds} ms",
        _ => $"stop: {Reason}",
    };
}
