using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Hosting;

namespace Strata.Server.Joins;

/// <summary>The stored models, and behind them those that came with this program; a stored model of the same name wins.</summary>
internal sealed class ServedModels(IModelLocator stored, IReadOnlyList<ModelDescription> builtIn) : IModelLocator
{
    public IReadOnlyList<ModelDescription> List()
    {
        var own = stored.List();
        return [.. own, .. builtIn.Where(model => own.All(other => other.Name != model.Name))];
    }

    public Result<ModelDescription> Find(string name)
    {
        var found = stored.Find(name);
        return !found.IsOk && found.Problem.Code == ProblemCode.ModelNotFound && builtIn.FirstOrDefault(model => model.Name == name) is { } one ? one : found;
    }
}
