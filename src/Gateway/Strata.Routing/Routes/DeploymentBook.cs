using Strata.Routing.Options;
using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>Makes deployments from names, each once.</summary>
internal sealed class DeploymentBook(IReadOnlyList<ProviderOptions> providers)
{
    private readonly Dictionary<string, Deployment> made = new(StringComparer.Ordinal);

    /// <summary>
    /// The deployment that a target's text means: a listed name, <c>provider/model</c>, or <c>strata/model</c> where no provider has that
    /// name. Null where it means none.
    /// </summary>
    public Deployment? Find(string text)
    {
        foreach (var provider in providers)
        {
            if (provider.Models.TryGetValue(text, out var remote))
            {
                return Get(provider, remote);
            }
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            return null;
        }

        var (name, model) = (text[..slash], text[(slash + 1)..]);
        var named = providers.FirstOrDefault(p => p.Provider.Name == name);
        return named is not null ? Get(named, named.Models.GetValueOrDefault(model) ?? model)
            : name == Provider.InProcess.Name ? InProcess(model)
            : null;
    }

    public Deployment Get(ProviderOptions provider, string remote)
    {
        var name = $"{provider.Provider.Name}/{remote}";
        return made.TryGetValue(name, out var known) ? known : made[name] = Make(provider, remote, name);
    }

    /// <summary>A deployment of a name that a caller made up: its health is its provider's.</summary>
    public static Deployment MadeUp(ProviderOptions provider, string remote) =>
        Make(provider, remote, $"{provider.Provider.Name}/*{Bucket(remote)}");

    /// <summary>
    /// Names that callers make up share one of 64 states of health: a limit on one model does not close the provider's others, and
    /// names cannot grow memory.
    /// </summary>
    private static uint Bucket(string remote)
    {
        var hash = 2_166_136_261u; // FNV-1a
        foreach (var unit in remote)
        {
            hash = (hash ^ unit) * 16_777_619u;
        }

        return (hash ^ (hash >> 16)) % 64;
    }

    private static Deployment Make(ProviderOptions options, string remote, string healthName)
    {
        var settings = options.Settings.GetValueOrDefault(remote) ?? new ModelSettings();
        return new Deployment
        {
            Name = $"{options.Provider.Name}/{remote}",
            Provider = options.Provider,
            RemoteModel = remote,
            ContextTokens = settings.ContextTokens,
            ParallelMax = settings.ParallelMax,
            Region = settings.Region ?? options.Provider.Region,
            Dialects = settings.Dialects.Count > 0 ? settings.Dialects : options.Provider.Dialects,
            Tags = settings.Tags,
            HealthName = healthName,
        };
    }

    private Deployment InProcess(string model)
    {
        var name = $"{Provider.InProcess.Name}/{model}";
        return made.TryGetValue(name, out var known)
            ? known
            : made[name] = new Deployment { Name = name, Provider = Provider.InProcess, RemoteModel = model, Dialects = [], HealthName = name };
    }
}
