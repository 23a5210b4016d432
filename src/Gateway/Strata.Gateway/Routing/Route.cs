using Strata.Core.Generation;
using Strata.Gateway.Options;

namespace Strata.Gateway.Routing;

/// <summary>Where a request goes: to a model of this process, or to an upstream. Disposing it gives a local model's use back.</summary>
internal sealed class Route : IAsyncDisposable
{
    /// <summary>The provider's name of models of this process.</summary>
    public const string LocalProvider = "strata";

    private Route(string provider, string deployment)
    {
        Provider = provider;
        Deployment = deployment;
    }

    public string Provider { get; }

    /// <summary>What answers, by which it is priced: <c>upstream/model</c>, or a local model's name.</summary>
    public string Deployment { get; }

    public ITextModel? Model { get; private init; }

    public UpstreamOptions? Upstream { get; private init; }

    /// <summary>The upstream's own name of the model.</summary>
    public string RemoteModel { get; private init; } = "";

    public static Route To(ITextModel model) => new(LocalProvider, model.Description.Name) { Model = model };

    public static Route To(UpstreamOptions upstream, string remoteModel) =>
        new(upstream.Name, $"{upstream.Name}/{remoteModel}") { Upstream = upstream, RemoteModel = remoteModel };

    public ValueTask DisposeAsync() => Model?.DisposeAsync() ?? ValueTask.CompletedTask;
}
