using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Strata.Cli.Exits;
using Strata.Cli.Verbs;

namespace Strata.Cli;

/// <summary>The command line: picks the verb, runs it, and turns what it returns into an exit code.</summary>
public static class StrataCommand
{
    /// <summary>Runs a command line.</summary>
    public static async Task<int> RunAsync(string[] args, CliContext context, CancellationToken cancellationToken)
    {
        var root = new Command("strata", "Strata: the AI infrastructure stack in one binary.") { new HelpOption(), new VersionOption() };
        foreach (var verb in VerbTable.For(args.FirstOrDefault(), context))
        {
            root.Subcommands.Add(verb);
        }

        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            context.Terminal.Fail($"{Explain(parsed.Errors)} '{Path(parsed.CommandResult)} --help' shows what there is.");
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
        catch (IOException failure) when (!isServer)
        {
            context.Terminal.Fail($"The command could not go on: {failure.Message}. If its output goes to a file, look at that disk's free space.");
            return ExitCode.Failed;
        }
        catch (Exception failure)
        {
            var debug = context.Environment("STRATA_DEBUG") is { Length: > 0 };
            context.Terminal.Fail(debug ? failure.ToString() : $"{failure.Message.ReplaceLineEndings(" ")} ({failure.GetType().Name}, which nobody foresaw; STRATA_DEBUG=1 shows where.)");
            return ExitCode.Failed;
        }
    }

    /// <summary>The parser's messages without what only its programmer would understand.</summary>
    private static string Explain(IReadOnlyList<ParseError> errors)
    {
        var said = errors.Select(e => Plain(e.Message)).Distinct().ToList();
        if (said.Count > 1)
        {
            said.RemoveAll(m => m.StartsWith("Required command", StringComparison.Ordinal)); // the word that is none says it already
        }

        return string.Join(' ', said);
    }

    private static string Plain(string message)
    {
        var type = message.IndexOf(" as expected type", StringComparison.Ordinal);
        var text = type < 0 ? message : message[..type] + ": a number is expected.";
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult above ? $"{Path(above)} {command.Command.Name}" : command.Command.Name;
}
