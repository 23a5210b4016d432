using Strata.Cli.Verbs;
using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Server.Configuration;

namespace Strata.Server.Joins;

/// <summary>What the console's settings page shows of this process.</summary>
internal sealed class ConsoleFacts(Live<ConfigReport> inForce, StartFacts start) : IConsoleFacts
{
    public string Version => VersionVerb.Number;

    public DateTimeOffset StartedAt => start.At;

    public string ConfigurationFile => start.File;

    public string DataDirectory => start.Data;

    public IReadOnlyList<ConfigFact> Configuration =>
        [.. inForce.Current.Effective().Where(e => e.Key.Type != "array" || e.Shown.Length > 0 || e.Origin == "default") // a list of mappings has its items as keys
            .Select(e => new ConfigFact(e.Key.Path, e.Shown, e.Origin == "default" ? "" : e.Origin, e.Key.Doc))];
}
