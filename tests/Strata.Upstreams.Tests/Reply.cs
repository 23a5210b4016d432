namespace Strata.Upstreams.Tests;

/// <summary>What a scripted server answers.</summary>
/// <param name="Closes">Whether it closes the connection behind it.</param>
/// <param name="Pieces">The bytes, each piece in a packet of its own.</param>
internal sealed record Reply(bool Closes, params string[] Pieces);
