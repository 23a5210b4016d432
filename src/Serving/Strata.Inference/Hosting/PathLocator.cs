using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Inference.Hosting;

/// <summary>Knows no names; for use of the host by path alone.</summary>
internal sealed class PathLocator : IModelLocator
{
    public IReadOnlyList<ModelDescription> List() => [];

    public Result<ModelDescription> Find(string name) =>
        new Problem(ProblemCode.ModelNotFound, $"There is no model '{name}'. Pull it, or give the path of a GGUF file.") { Field = "model" };
}
