namespace Strata.Inference.Samplers;

/// <summary>
/// The random number of one token, from the seed and the token's place alone (SplitMix64 finaliser), so that a draw
/// does not depend on what else ran in the batch, nor on how often a sequence was preempted.
/// </summary>
internal static class SeededDraw
{
    /// <summary>Uniform in [0, 1).</summary>
    public static double At(ulong seed, int position) => (Mix(Mix(seed) ^ (ulong)position) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
