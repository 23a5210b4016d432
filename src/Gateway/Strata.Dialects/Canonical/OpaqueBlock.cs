namespace Strata.Dialects.Canonical;

/// <summary>A block that only its own dialect knows (server tools, search results, code executions): kept whole.</summary>
/// <param name="Dialect">The dialect it came in.</param>
/// <param name="Type">Its type there.</param>
/// <param name="Json">The block, raw JSON in UTF-8.</param>
public sealed record OpaqueBlock(string Dialect, string Type, ReadOnlyMemory<byte> Json) : Block;
