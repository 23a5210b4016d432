using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Http;

namespace Strata.Gateway.Endpoints;

/// <summary>Refusals of the edge in a surface's dialect: a wrong key reads like any other error there.</summary>
internal sealed class DialectProblems(Func<HttpRequest, IDialect> dialect) : IProblemShape
{
    public ReadOnlyMemory<byte> Write(HttpRequest request, Problem problem, string requestId)
    {
        using var body = new PooledBuffer();
        dialect(request).WriteError(problem, requestId, body);
        return body.Memory.ToArray();
    }
}
