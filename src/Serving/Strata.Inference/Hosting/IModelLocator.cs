using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Inference.Hosting;

/// <summary>Finds model files by name. Needed by the host; the composer answers from its model store.</summary>
public interface IModelLocator
{
    /// <summary>The models on this machine, with the path of the first file of each.</summary>
    IReadOnlyList<ModelDescription> List();

    /// <summary>A model by name.</summary>
    /// <returns>What is known of it, its path above all; <see cref="ProblemCode.ModelNotFound"/>.</returns>
    Result<ModelDescription> Find(string name);
}
