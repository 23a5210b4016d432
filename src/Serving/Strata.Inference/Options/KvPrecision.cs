namespace Strata.Inference.Options;

/// <summary>How the cache keeps keys and values.</summary>
public enum KvPrecision
{
    /// <summary>32 bits: exact.</summary>
    Single,

    /// <summary>16 bits: half the memory, a rounding of 2⁻¹¹.</summary>
    Half,
}
