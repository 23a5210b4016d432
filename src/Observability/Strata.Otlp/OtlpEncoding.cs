namespace Strata.Otlp;

/// <summary>How a request's body is written; its answer is written the same way.</summary>
public enum OtlpEncoding
{
    /// <summary><c>application/x-protobuf</c>, and gRPC.</summary>
    Protobuf,

    /// <summary><c>application/json</c>.</summary>
    Json,
}
