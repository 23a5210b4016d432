namespace Strata.Core.Results;

/// <summary>
/// An expected failure as a value: what was wrong, where, and what to do.
/// </summary>
/// <param name="Code">The closed code; <see cref="ProblemTable"/> maps it to HTTP.</param>
/// <param name="Message">A sentence that names what, why and what to do. It is shown to the caller: no secrets, no inventory.</param>
public sealed record Problem(ProblemCode Code, string Message)
{
    /// <summary>The parameter, key or path at fault, as the caller spelled it.</summary>
    public string? Field { get; init; }

    /// <summary>How long the caller should wait before another try, when waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A more specific code of the caller's dialect (for instance <c>invalid_api_key</c>), when the table's is too wide.</summary>
    public string? DialectCode { get; init; }

    /// <summary>A value that is malformed, missing or out of range.</summary>
    public static Problem Invalid(string message, string? field = null) => new(ProblemCode.InvalidRequest, message) { Field = field };

    /// <summary>A damaged or unreadable file or record.</summary>
    public static Problem Corrupt(string message, string? field = null) => new(ProblemCode.CorruptData, message) { Field = field };

    /// <summary>A thing that does not exist.</summary>
    public static Problem NotFound(string message, string? field = null) => new(ProblemCode.NotFound, message) { Field = field };

    /// <summary>A parameter that is understood but not offered.</summary>
    public static Problem Unsupported(string field, string message) => new(ProblemCode.UnsupportedParameter, message) { Field = field };

    /// <inheritdoc/>
    public override string ToString() => Field is null ? $"{Code}: {Message}" : $"{Code} ({Field}): {Message}";
}
