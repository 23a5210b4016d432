using Strata.Core.Results;
using Strata.Numerics.Vectors;

namespace Strata.Inference.Specs;

/// <summary>The families this build runs; a new one that fits the decoder graph is one line.</summary>
internal static class Architectures
{
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("llama", RopeStyle.Adjacent),
        new("mistral", RopeStyle.Adjacent),
        new("qwen2", RopeStyle.Halves),
        new("qwen3", RopeStyle.Halves),
    ];

    public static Result<Architecture> Find(string name)
    {
        foreach (var architecture in All)
        {
            if (architecture.Name == name)
            {
                return architecture;
            }
        }

        return new Problem(
            ProblemCode.NotImplemented,
            $"The model's architecture is '{name}'; this build runs {string.Join(", ", All.Select(known => known.Name))}.") { Field = "general.architecture" };
    }
}
