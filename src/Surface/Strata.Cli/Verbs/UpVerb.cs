using System.CommandLine;

namespace Strata.Cli.Verbs;

/// <summary><c>strata up</c>: the whole stack in this process.</summary>
internal static class UpVerb
{
    public static Command Build(CliContext cli)
    {
        var flags = new LocalFlags();
        var command = new Command("up", "Run the whole stack until Ctrl-C");
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) => cli.Server.UpAsync(flags.Read(parsed), cli.Terminal, cancellationToken));
        return command;
    }
}
