using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Strata.Cli.Exits;

namespace Strata.Cli.Verbs;

/// <summary><c>strata version</c>.</summary>
public static class VersionVerb
{
    /// <summary>The version of this build.</summary>
    public static string Number { get; } = typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    internal static Command Build(CliContext cli)
    {
        var command = new Command("version", "Say which version this is");
        command.SetAction(_ =>
        {
            cli.Terminal.Line($"strata {Number} ({RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})");
            return ExitCode.Ok;
        });
        return command;
    }
}
