using Strata.Core.Results;

namespace Strata.Otlp.Responses;

/// <summary>The codes of gRPC, and which one says a problem of ours. Exporters retry 1, 4, 10, 11, 14 and 15; 8 only with a <c>RetryInfo</c>.</summary>
public static class RpcCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The request is malformed.</summary>
    public const int InvalidArgument = 3;

    /// <summary>A bound was met.</summary>
    public const int ResourceExhausted = 8;

    /// <summary>There is no such method.</summary>
    public const int Unimplemented = 12;

    /// <summary>Not now; the same request may succeed later.</summary>
    public const int Unavailable = 14;

    /// <summary>No valid key.</summary>
    public const int Unauthenticated = 16;

    /// <summary>The code of a problem.</summary>
    public static int Of(ProblemCode code) => code switch
    {
        ProblemCode.InvalidRequest or ProblemCode.UnsupportedParameter or ProblemCode.CorruptData => InvalidArgument,
        ProblemCode.Unauthenticated => Unauthenticated,
        ProblemCode.Forbidden => 7,
        ProblemCode.NotFound or ProblemCode.ModelNotFound => 5,
        ProblemCode.TooLarge or ProblemCode.BudgetExceeded => ResourceExhausted,
        ProblemCode.RateLimited or ProblemCode.Overloaded or ProblemCode.Unavailable or ProblemCode.StorageFailed => Unavailable,
        ProblemCode.TimedOut => 4,
        ProblemCode.Cancelled => 1,
        ProblemCode.NotImplemented => Unimplemented,
        _ => 13,
    };
}
