using Strata.Core.Results;

namespace Strata.Inference.Clients;

/// <summary>An expected failure, for interfaces that have no other way to tell it.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Message)
{
    /// <summary>What was wrong.</summary>
    public Problem Problem { get; } = problem;
}
