namespace Strata.Guard.Entities;

/// <summary>A match that a detector is sure of: <c>[Start, End)</c>, and how it goes on when its end was not read.</summary>
internal readonly record struct Candidate(EntityKind Kind, int Start, int End, TailKind Tail = TailKind.None);
