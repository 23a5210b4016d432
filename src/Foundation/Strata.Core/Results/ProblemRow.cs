namespace Strata.Core.Results;

/// <summary>How a problem is said over HTTP.</summary>
/// <param name="HttpStatus">The status code.</param>
/// <param name="Type">The <c>error.type</c> of the OpenAI error object.</param>
/// <param name="Code">The <c>error.code</c> of the OpenAI error object.</param>
public readonly record struct ProblemRow(int HttpStatus, string Type, string Code);
