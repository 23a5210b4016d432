namespace Strata.Traces.Columns;

/// <summary>A stored message. Its place in the call stands in the row's reference, because one call's output is the next one's input.</summary>
/// <param name="Role">Who spoke.</param>
/// <param name="Body">UTF-8.</param>
/// <param name="IsJson">Whether the body is JSON.</param>
internal readonly record struct MessageBody(string Role, ReadOnlyMemory<byte> Body, bool IsJson);
