using Strata.Cli;
using Strata.Cli.Local;
using Strata.Cli.Output;
using Strata.Cli.Verbs;

namespace Strata.Server.Tests.Support;

/// <summary>Runs a command line in this process and keeps what it wrote.</summary>
internal static class CliRun
{
    public static async Task<(int Code, string Out, string Errors)> RunAsync(TestServer? server, string home, params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, errors, TextReader.Null, interactive: false);
        var variables = new Dictionary<string, string> { ["HOME"] = home };
        if (server is not null)
        {
            variables["STRATA_URL"] = server.Running.Address.GetLeftPart(UriPartial.Authority);
            variables["STRATA_KEY"] = server.Key;
        }

        ILocalServer local = new LocalServer(TimeProvider.System, variables);
        var code = await StrataCommand.RunAsync(args, new CliContext(terminal, local, TimeProvider.System, variables.GetValueOrDefault), CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }
}
