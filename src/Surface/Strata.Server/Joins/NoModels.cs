using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Server.Joins;

/// <summary>A process without the engine has no models of its own; upstreams still answer.</summary>
internal sealed class NoModels : IModelHost
{
    public IReadOnlyList<ModelDescription> List() => [];

    public ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<ITextModel>>(new Problem(ProblemCode.ModelNotFound, $"This process runs without the engine: it has no model '{name}'. Add the target 'inference'."));
}
