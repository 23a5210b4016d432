using Strata.Core.Results;

namespace Strata.Cli.Exits;

/// <summary>Which exit code a problem makes.</summary>
internal static class ExitCodes
{
    /// <summary>The dialect code of "nobody answers at this address".</summary>
    public const string NoServer = "no_server";

    public static int Of(Problem problem) => problem switch
    {
        { DialectCode: NoServer } => ExitCode.NoServer,
        { Code: ProblemCode.Unauthenticated or ProblemCode.Forbidden } => ExitCode.Refused,
        { Code: ProblemCode.Cancelled } => ExitCode.Cancelled,
        _ => ExitCode.Failed,
    };
}
