using System.CommandLine;
using System.CommandLine.Invocation;
using Strata.Cli.Exits;
using Strata.Cli.Verbs;

namespace Strata.Cli;

/// <summary>The command line: picks the verb, runs it, and turns what it returns into an exit code.</summary>
public static class StrataCommand
{
    /// <summary>Runs a command line.</summary>
    public static async Task<int> RunAsync(string[] args, CliContext context, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Strata: the AI infrastructure stack in one binary.");
        foreach (var verb in VerbTable.For(args.FirstOrDefault(), context))
        {
            root.Subcommands.Add(verb);
        }

        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            context.Terminal.Fail($"{string.Join(' ', parsed.Errors.Select(e => e.Message).Distinct())} 'strata {Path(parsed)}--help' shows what there is.");
            return ExitCode.Usage;
        }

        // The server ends on signals by itself, after its drain.
        var isServer = parsed.CommandResult.Command.Name == "up";
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = isServer ? null : TimeSpan.FromSeconds(2),
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
    }

    private static string Path(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
