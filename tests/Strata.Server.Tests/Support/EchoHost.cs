using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Server.Tests.Support;

/// <summary>Models of a test: <c>echo</c> repeats, <c>slow</c> says one word and waits to be cancelled, <c>boom</c> breaks off.</summary>
internal sealed class EchoHost : IModelHost
{
    private static readonly string[] Names = ["echo", "slow", "boom"];

    /// <summary>Done when a request to <c>slow</c> was cancelled.</summary>
    public TaskCompletionSource SlowWasCancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ModelDescription> List() => [.. Names.Select(n => new ModelDescription { Name = n, ContextLength = 8192, Loaded = true })];

    public ValueTask<Result<ITextModel>> OpenAsync(string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<ITextModel>>(Names.Contains(name) ? new EchoModel(name, this) : new Problem(ProblemCode.ModelNotFound, $"There is no model '{name}'."));
}
