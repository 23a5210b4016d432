using Strata.Core.Results;

namespace Strata.Core.Generation;

/// <summary>The models of this process. Needed by the gateway and the console; the engine's host answers.</summary>
public interface IModelHost
{
    /// <summary>The models that can be asked by name, loaded or not.</summary>
    IReadOnlyList<ModelDescription> List();

    /// <summary>A use of a model, loading it if need be. A path to a file works where a name does. Dispose it after the request.</summary>
    /// <returns>The model; <see cref="ProblemCode.ModelNotFound"/>, or <see cref="ProblemCode.CorruptData"/> where the file cannot be used.</returns>
    ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken);
}
