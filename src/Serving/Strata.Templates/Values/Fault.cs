namespace Strata.Templates.Values;

/// <summary>
/// A template's failure on its way to the root, where it becomes a problem. It is an exception only inside the
/// interpreter, which nests as deep as the template does; it never leaves <c>ChatTemplate</c>.
/// </summary>
internal sealed class Fault(FaultKind kind, string cause, int line = 0) : Exception(cause)
{
    public FaultKind Kind { get; } = kind;

    /// <summary>The line of the template, or 0 where the renderer knows it better.</summary>
    public int Line { get; } = line;

    public static Fault Type(string cause) => new(FaultKind.Type, cause);

    public static Fault Value(string cause) => new(FaultKind.Value, cause);

    public static Fault Limit(string cause) => new(FaultKind.Limit, cause);
}
