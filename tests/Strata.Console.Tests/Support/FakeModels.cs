using Strata.Console.Data;
using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Console.Tests.Support;

/// <summary>Models by description; the scripted door answers for them.</summary>
internal sealed class FakeModels : IModelHost, IModelNames
{
    public List<ModelDescription> Models { get; } = [];

    public List<string> Upstream { get; } = [];

    IReadOnlyList<ModelDescription> IModelHost.List() => Models;

    IReadOnlyList<string> IModelNames.List() => [.. Models.Select(m => m.Name), .. Upstream];

    public ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken) => new(Problem.NotFound("Not loaded in this test."));
}
