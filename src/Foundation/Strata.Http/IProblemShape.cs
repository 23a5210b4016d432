using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Http;

/// <summary>Metadata of an endpoint whose callers read errors in a shape of their own. What refuses a request before the endpoint runs asks it.</summary>
public interface IProblemShape
{
    /// <summary>The body of an error, by default JSON in UTF-8.</summary>
    /// <param name="request">What is refused.</param>
    /// <param name="problem">Why.</param>
    /// <param name="requestId">The id of the request; may be empty.</param>
    ReadOnlyMemory<byte> Write(HttpRequest request, Problem problem, string requestId);

    /// <summary>The media type of that body.</summary>
    string ContentType(HttpRequest request) => "application/json";
}
