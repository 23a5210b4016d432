namespace Strata.Guard.Entities;

/// <summary>Which of the built-in detectors run.</summary>
internal readonly record struct EntitySet(uint Bits)
{
    public static EntitySet All => new((1u << EntityNames.All.Length) - 1);

    public bool Has(EntityKind kind) => (Bits >> (int)kind & 1) != 0;

    public EntitySet Without(EntityKind kind) => new(Bits & ~(1u << (int)kind));

    public EntitySet With(EntityKind kind) => new(Bits | 1u << (int)kind);
}
