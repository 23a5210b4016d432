namespace Strata.Traces.Queries.Filters;

/// <summary>What completion and documentation say of a field.</summary>
/// <param name="Name">Its name; ends with a dot where a name of one's own follows.</param>
/// <param name="Values">How its values are written.</param>
/// <param name="IsLabel">Whether it can be grouped by, and its values be counted.</param>
public sealed record FieldFact(string Name, string Values, bool IsLabel);
