namespace Strata.Models.Gguf;

/// <summary>How a tensor's numbers are stored; the numbers and names are the file's. Sizes stand in <see cref="GgufTensorTypes"/>.</summary>
public enum GgufTensorType
{
    /// <summary>Single precision.</summary>
    F32 = 0,

    /// <summary>Half precision.</summary>
    F16 = 1,

    /// <summary>4 bits and a scale, blocks of 32.</summary>
    Q4_0 = 2,

    /// <summary>4 bits, a scale and a minimum, blocks of 32.</summary>
    Q4_1 = 3,

    /// <summary>5 bits and a scale, blocks of 32.</summary>
    Q5_0 = 6,

    /// <summary>5 bits, a scale and a minimum, blocks of 32.</summary>
    Q5_1 = 7,

    /// <summary>8 bits and a scale, blocks of 32.</summary>
    Q8_0 = 8,

    /// <summary>8 bits, a scale and a sum, blocks of 32; activations only.</summary>
    Q8_1 = 9,

    /// <summary>2 bits, blocks of 256.</summary>
    Q2_K = 10,

    /// <summary>3 bits, blocks of 256.</summary>
    Q3_K = 11,

    /// <summary>4 bits, blocks of 256.</summary>
    Q4_K = 12,

    /// <summary>5 bits, blocks of 256.</summary>
    Q5_K = 13,

    /// <summary>6 bits, blocks of 256.</summary>
    Q6_K = 14,

    /// <summary>8 bits, blocks of 256; activations only.</summary>
    Q8_K = 15,

    /// <summary>About 2.06 bits by codebook.</summary>
    IQ2_XXS = 16,

    /// <summary>About 2.31 bits by codebook.</summary>
    IQ2_XS = 17,

    /// <summary>About 3.06 bits by codebook.</summary>
    IQ3_XXS = 18,

    /// <summary>About 1.56 bits by codebook.</summary>
    IQ1_S = 19,

    /// <summary>4 bits, unevenly spaced, blocks of 32.</summary>
    IQ4_NL = 20,

    /// <summary>About 3.44 bits by codebook.</summary>
    IQ3_S = 21,

    /// <summary>About 2.56 bits by codebook.</summary>
    IQ2_S = 22,

    /// <summary>4 bits, unevenly spaced, blocks of 256.</summary>
    IQ4_XS = 23,

    /// <summary>Signed, 8 bits.</summary>
    I8 = 24,

    /// <summary>Signed, 16 bits.</summary>
    I16 = 25,

    /// <summary>Signed, 32 bits.</summary>
    I32 = 26,

    /// <summary>Signed, 64 bits.</summary>
    I64 = 27,

    /// <summary>Double precision.</summary>
    F64 = 28,

    /// <summary>About 1.75 bits by codebook.</summary>
    IQ1_M = 29,

    /// <summary>The upper half of single precision.</summary>
    BF16 = 30,

    /// <summary>Ternary, five to a byte.</summary>
    TQ1_0 = 34,

    /// <summary>Ternary, four to a byte.</summary>
    TQ2_0 = 35,

    /// <summary>4-bit floats with a shared exponent, blocks of 32.</summary>
    MXFP4 = 39,
}
