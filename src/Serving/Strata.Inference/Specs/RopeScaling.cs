namespace Strata.Inference.Specs;

/// <summary>How positions beyond the trained context are squeezed in.</summary>
internal enum RopeScaling
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Every angle divided by the factor.</summary>
    Linear,

    /// <summary>YaRN (arXiv 2309.00071): slow angles divided, fast ones kept, a ramp between; attention is scaled besides.</summary>
    Yarn,
}
