namespace Strata.Tests.Shared.Upstream;

/// <summary>How far an answer was when a piece of it went out.</summary>
/// <param name="Words">Words sent, the piece's own included.</param>
/// <param name="Told">Tokens as told last.</param>
/// <param name="Bytes">Bytes of words.</param>
/// <param name="BytesWhenTold">Of these, those that the last count spoke of.</param>
internal readonly record struct UpstreamMark(int Words, UpstreamCounts? Told, long Bytes, long BytesWhenTold);
