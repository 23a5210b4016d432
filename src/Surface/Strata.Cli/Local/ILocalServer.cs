using Strata.Cli.Output;
using Strata.Core.Configuration;
using Strata.Core.Results;

namespace Strata.Cli.Local;

/// <summary>What verbs need of the server that is built into this binary. The server project answers.</summary>
public interface ILocalServer
{
    /// <summary>Runs the server until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    Task<int> UpAsync(LocalRequest request, Terminal terminal, CancellationToken cancellationToken);

    /// <summary>Starts a server beside others, in a data folder of its own, and leaves it running; this user's saved servers do not change.</summary>
    Task<Result<ILocalRun>> StartAsync(LocalRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the configuration without putting it in force.</summary>
    ConfigView ReadConfig(LocalRequest request);

    /// <summary>Reads any YAML text into a tree, bounded; nothing in it is replaced or put in force.</summary>
    Result<ConfigNode> ReadYaml(string text);

    /// <summary>Reads what the doctor looks at beside the configuration.</summary>
    MachineFacts ReadFacts(LocalRequest request);
}
