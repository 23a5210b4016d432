using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Hosting;
using Strata.Models.Store;

namespace Strata.Server.Joins;

/// <summary>The engine finds its models in the store of the data folder. The store reads its folder anew, so a pull shows at once.</summary>
internal sealed class StoredModels(string folder) : IModelLocator
{
    public IReadOnlyList<ModelDescription> List() => ModelStore.Open(folder).Try(out var store, out _) ? [.. store.List().Select(Describe)] : [];

    public Result<ModelDescription> Find(string name) =>
        ModelStore.Open(folder).Then(store => store.Find(name)).Then<ModelDescription>(model => Describe(model));

    private static ModelDescription Describe(StoredModel model) => new()
    {
        Name = model.Name,
        Path = model.Path,
        SizeBytes = model.SizeBytes,
        AddedAt = model.Manifest?.AddedAt ?? default,
        License = model.Manifest?.Licence ?? "",
    };
}
