namespace Strata.Traces.Queries.Filters;

/// <summary>A value of a filter: always its text, and its number in the field's unit where it has one.</summary>
/// <param name="Text">As written, without quotes.</param>
/// <param name="Number">In nanoseconds, nano-dollars, tokens or plain; null where it is none.</param>
/// <param name="Quoted">Whether it stood in quotes: then an attribute is compared as text only.</param>
internal readonly record struct FilterValue(string Text, double? Number, bool Quoted);
