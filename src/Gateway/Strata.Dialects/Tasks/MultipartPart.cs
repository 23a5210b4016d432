using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>A part of a form.</summary>
/// <param name="Name">Its field's name.</param>
/// <param name="FileName">The name of its file; null for a plain field.</param>
/// <param name="ContentType">Its content type; empty where not said.</param>
/// <param name="At">Where its bytes stand in the body; a length of 0 is an empty field.</param>
public sealed record MultipartPart(string Name, string? FileName, string ContentType, ByteRange At);
