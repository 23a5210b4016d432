namespace Strata.Inference.Specs;

/// <summary>Which two numbers of a head are turned together.</summary>
internal enum RopeKind
{
    /// <summary>Neighbours: 2i and 2i+1.</summary>
    Adjacent,

    /// <summary>Halves: i and i + d/2.</summary>
    Halves,
}
