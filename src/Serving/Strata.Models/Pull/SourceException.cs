using Strata.Core.Results;

namespace Strata.Models.Pull;

/// <summary>A source's expected failure on its way up to the puller, which turns it back into a result. It never leaves this folder.</summary>
internal sealed class SourceException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;

    public static SourceException Upstream(string message) => new(new Problem(ProblemCode.UpstreamFailed, message));

    public static SourceException NotFound(string message) => new(Problem.NotFound(message));

    public static SourceException Corrupt(string message) => new(Problem.Corrupt(message));
}
