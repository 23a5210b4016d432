using Strata.Models.Store;

namespace Strata.Models.Pull;

/// <summary>A place that models come from. See docs/recipes/add-a-model-source.md.</summary>
internal interface IModelSource
{
    /// <summary>The kind of reference it answers.</summary>
    string Kind { get; }

    /// <summary>Fetches a model's files into the staging folder and checks them.</summary>
    /// <exception cref="SourceException">An expected failure.</exception>
    Task<FetchedModel> FetchAsync(ModelReference reference, Staging staging, IProgress<PullProgress>? progress, CancellationToken cancellationToken);
}
