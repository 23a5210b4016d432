using System.CommandLine;
using Strata.Cli.Local;

namespace Strata.Cli.Verbs;

/// <summary>The flags of verbs that read the configuration of this machine.</summary>
internal sealed class LocalFlags
{
    private readonly Option<string?> config = new("--config") { Description = "The configuration file (default: ./strata.yaml, then DATA/strata.yaml)", HelpName = "FILE" };
    private readonly Option<string?> data = new("--data") { Description = "The folder that holds all state (default: ~/.strata)", HelpName = "DIR" };
    private readonly Option<string?> listen = new("--listen") { Description = "The address to listen on (default: http://127.0.0.1:7070)", HelpName = "ADDRESS" };
    private readonly Option<string?> targets = new("--targets") { Description = "The modules to run, by commas (default: all)", HelpName = "LIST" };
    private readonly Option<string[]> set = new("--set") { Description = "Any configuration key, for instance gateway.timeout=30s", HelpName = "KEY=VALUE" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { config, data, listen, targets, set })
        {
            command.Options.Add(option);
        }
    }

    public LocalRequest Read(ParseResult parsed)
    {
        var flags = new List<(string, string, string)>();
        Add(flags, "server.listen", parsed.GetValue(listen), "--listen");
        Add(flags, "server.targets", parsed.GetValue(targets), "--targets");
        foreach (var pair in parsed.GetValue(set) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            Add(flags, at < 0 ? pair : pair[..at], at < 0 ? "true" : pair[(at + 1)..], "--set");
        }

        return new LocalRequest { ConfigFile = parsed.GetValue(config), Data = parsed.GetValue(data), Flags = flags };
    }

    private static void Add(List<(string, string, string)> flags, string key, string? value, string flag)
    {
        if (value is not null)
        {
            flags.Add((key, value, flag));
        }
    }
}
