using System.CommandLine;
using System.Text.Json.Nodes;
using Strata.Cli.Exits;
using Strata.Cli.Local;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata config check|print|schema</c>: the configuration of this machine, without a server.</summary>
internal static class ConfigVerb
{
    public static Command Build(CliContext cli)
    {
        var command = new Command("config", "Check or print the configuration");
        command.Subcommands.Add(Make(cli, "check", "Say all that is wrong with the configuration", Check));
        command.Subcommands.Add(Make(cli, "print", "Print every key in force and where its value came from", Print));
        command.Subcommands.Add(Make(cli, "schema", "Print the JSON schema of strata.yaml", Schema));
        return command;
    }

    private static Command Make(CliContext cli, string name, string doc, Func<CliContext, ConfigView, bool, int> act)
    {
        var command = new Command(name, doc);
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var flags = new LocalFlags();
        flags.AddTo(command);
        command.Options.Add(json);
        command.SetAction(parsed => act(cli, cli.Server.ReadConfig(flags.Read(parsed)), parsed.GetValue(json)));
        return command;
    }

    private static int Check(CliContext cli, ConfigView view, bool json)
    {
        if (json)
        {
            cli.Terminal.Line(new JsonArray([.. view.Findings.Select(f => new JsonObject
            {
                ["key"] = f.Key, ["origin"] = f.Origin, ["what"] = f.What, ["fix"] = f.Fix, ["error"] = f.IsError,
            })]).ToString());
        }
        else
        {
            foreach (var finding in view.Findings)
            {
                cli.Terminal.Line(finding.ToString());
            }

            cli.Terminal.Line(view.IsUsable ? $"The configuration can be used ({view.File ?? "defaults, no file"})." : "The configuration has errors.");
        }

        return view.IsUsable ? ExitCode.Ok : ExitCode.Usage;
    }

    private static int Print(CliContext cli, ConfigView view, bool json)
    {
        if (json)
        {
            cli.Terminal.Line(new JsonArray([.. view.Entries.Select(e => new JsonObject
            {
                ["key"] = e.Key.Path, ["value"] = e.Shown, ["default"] = e.Key.Default, ["origin"] = e.Origin, ["doc"] = e.Key.Doc,
            })]).ToString());
        }
        else
        {
            var table = new TextTable("KEY", "VALUE", "FROM");
            foreach (var entry in view.Entries)
            {
                table.Row(entry.Key.Path, entry.Shown, entry.Origin);
            }

            table.WriteTo(cli.Terminal.Out);
        }

        foreach (var finding in view.Findings)
        {
            cli.Terminal.Fail(finding.ToString());
        }

        return view.IsUsable ? ExitCode.Ok : ExitCode.Usage;
    }

    private static int Schema(CliContext cli, ConfigView view, bool json)
    {
        cli.Terminal.Raw(view.Schema);
        return ExitCode.Ok;
    }
}
