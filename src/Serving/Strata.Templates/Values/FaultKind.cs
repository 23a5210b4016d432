namespace Strata.Templates.Values;

/// <summary>Why a template could not be read or rendered; the words Python's users know.</summary>
internal enum FaultKind
{
    Syntax,
    Undefined,
    Type,
    Value,
    Arithmetic,
    Security,
    Missing,
    Raised,
    Limit,
}
