using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Hosting;
using Strata.Models.Store;

namespace Strata.Server.Joins;

/// <summary>The engine finds its models in the store of the data folder. The store reads its folder anew, so a pull shows at once.</summary>
internal sealed class StoredModels(string folder) : IModelLocator
{
    private ModelStore? opened;

    public IReadOnlyList<ModelDescription> List() => Open().Try(out var store, out _) ? [.. store.List().Select(Describe)] : [];

    public Result<ModelDescription> Find(string name) =>
        !Open().Try(out var store, out var problem) || !store.Find(name).Try(out var model, out problem) ? problem : Describe(model);

    private Result<ModelStore> Open()
    {
        if (opened is { } store)
        {
            return store;
        }

        if (ModelStore.Open(folder).Try(out store, out var problem))
        {
            opened = store;
            return store;
        }

        return problem;
    }

    private static ModelDescription Describe(StoredModel model) => new()
    {
        Name = model.Name,
        Path = model.Path,
        SizeBytes = model.SizeBytes,
        AddedAt = model.Manifest?.AddedAt ?? default,
        License = model.Manifest?.Licence ?? "",
    };
}
