namespace Strata.Numerics.Quant;

/// <summary>Element formats of model tensors. The values are the ids that GGUF files carry.</summary>
public enum QuantType
{
    /// <summary>32-bit float.</summary>
    F32 = 0,

    /// <summary>16-bit IEEE float.</summary>
    F16 = 1,

    /// <summary>4 bits, one f16 scale per 32.</summary>
    Q4_0 = 2,

    /// <summary>4 bits, f16 scale and minimum per 32.</summary>
    Q4_1 = 3,

    /// <summary>5 bits, one f16 scale per 32.</summary>
    Q5_0 = 6,

    /// <summary>5 bits, f16 scale and minimum per 32.</summary>
    Q5_1 = 7,

    /// <summary>8 bits, one f16 scale per 32.</summary>
    Q8_0 = 8,

    /// <summary>2 bits, 4-bit scales and minima per 16, in blocks of 256.</summary>
    Q2_K = 10,

    /// <summary>3 bits, 6-bit scales per 16, in blocks of 256.</summary>
    Q3_K = 11,

    /// <summary>4 bits, 6-bit scales and minima per 32, in blocks of 256.</summary>
    Q4_K = 12,

    /// <summary>5 bits, 6-bit scales and minima per 32, in blocks of 256.</summary>
    Q5_K = 13,

    /// <summary>6 bits, 8-bit scales per 16, in blocks of 256.</summary>
    Q6_K = 14,

    /// <summary>8 bits, one f32 scale per 256; an activation format.</summary>
    Q8_K = 15,

    /// <summary>4 bits through a table of 16 uneven levels, one f16 scale per 32.</summary>
    IQ4_NL = 20,

    /// <summary>As IQ4_NL with 6-bit scales per 32, in blocks of 256.</summary>
    IQ4_XS = 23,

    /// <summary>16-bit float with the exponent range of f32.</summary>
    BF16 = 30,

    /// <summary>Microscaling 4-bit floats (E2M1), one power-of-two scale per 32.</summary>
    MXFP4 = 39,
}
