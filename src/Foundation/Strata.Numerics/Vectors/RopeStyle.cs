namespace Strata.Numerics.Vectors;

/// <summary>Which two values of a head are rotated together.</summary>
public enum RopeStyle
{
    /// <summary>2i and 2i + 1 (llama files).</summary>
    Adjacent,

    /// <summary>i and i + half (NEOX: qwen, phi, gemma files).</summary>
    Halves,
}
