using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Tests.Shared.Models;

/// <summary>Offers fake models by name.</summary>
internal sealed class FakeModelHost(params FakeTextModel[] models) : IModelHost
{
    public IReadOnlyList<ModelDescription> List() => [.. models.Select(m => m.Description)];

    public ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken)
    {
        var model = Array.Find(models, m => m.Description.Name == name);
        if (model is null)
        {
            return ValueTask.FromResult<Result<ITextModel>>(new Problem(ProblemCode.ModelNotFound, $"The model '{name}' is not on this machine."));
        }

        model.Uses++;
        return ValueTask.FromResult(Ok<ITextModel>(model));
    }

    /// <summary>The implicit conversion does not apply to interfaces.</summary>
    private static Result<T> Ok<T>(T value) => value;
}
