using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Http;
using Strata.Otlp;
using Strata.Otlp.Responses;

namespace Strata.Collector.Endpoints;

/// <summary>Refusals before the endpoint, as exporters read them: a <c>google.rpc.Status</c> in the encoding of the request.</summary>
internal sealed class OtlpShape : IProblemShape
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    public ReadOnlyMemory<byte> Write(HttpRequest request, Problem problem, string requestId) => OtlpAnswer.Refused(problem, Encoding(request) ?? OtlpEncoding.Json);

    public string ContentType(HttpRequest request) => ContentType(Encoding(request) ?? OtlpEncoding.Json);

    public static string ContentType(OtlpEncoding encoding) => encoding == OtlpEncoding.Protobuf ? Protobuf : Json;

    /// <summary>The encoding a request says; null where it is none of OTLP's.</summary>
    public static OtlpEncoding? Encoding(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) || type.Equals("application/protobuf", StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Protobuf
            : type.Equals(Json, StringComparison.OrdinalIgnoreCase) ? OtlpEncoding.Json
            : null;
    }
}
