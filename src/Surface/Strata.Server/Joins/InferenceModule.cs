using Strata.Caching.Semantic;
using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Limits;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Inference.Hosting;
using Strata.Inference.Options;

namespace Strata.Server.Joins;

/// <summary>The token engine as a module: its section, and the models of the data folder behind the host.</summary>
/// <param name="dataFolder">Where models are kept, below <c>models</c>.</param>
internal sealed class InferenceModule(string dataFolder) : IStrataModule, ILimitsSource
{
    private InferenceOptions options = new();
    private bool builtIn = true;

    public string Name => "inference";

    public IReadOnlyList<Migration> Migrations => [];

    public string Module => Name;

    public IReadOnlyList<Limit> Limits => options.Limits();

    public Action Configure(ConfigReader section)
    {
        var next = InferenceSection.Read(section);
        return () => (options, builtIn) = next;
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<ILimitsSource>(this);
        services.AddSingleton<IModelLocator>(new ServedModels(new StoredModels(Path.Combine(dataFolder, "models")), builtIn ? BuiltInModels.List() : []));
        services.AddSingleton<IModelHost>(s => new ModelHost(s.GetRequiredService<IModelLocator>(), options, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ITextEmbedder>(s => new PairedEmbedder(new LexicalEmbedder(), new HostEmbedder(s.GetRequiredService<IModelHost>(), HostEmbedder.InTheBox)));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
    }
}
