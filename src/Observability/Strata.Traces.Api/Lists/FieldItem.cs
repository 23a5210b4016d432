namespace Strata.Traces.Api.Lists;

/// <summary>A field of the filter language.</summary>
/// <param name="Name">Its name; ends with a dot where a name of one's own follows.</param>
/// <param name="Values">How its values are written.</param>
/// <param name="CanGroup">Whether it can be grouped by, and its values be counted.</param>
public sealed record FieldItem(string Name, string Values, bool CanGroup);
