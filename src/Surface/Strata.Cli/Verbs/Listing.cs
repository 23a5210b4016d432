using System.CommandLine;
using System.Text.Json;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary>What every listing does: ask the server, then print JSON as it came or let the verb draw it.</summary>
internal static class Listing
{
    public static async Task<int> ShowAsync(
        CliContext cli, ServerFlags flags, ParseResult parsed, (string Path, Action<JsonElement> Draw) what, CancellationToken cancellationToken)
    {
        using var api = flags.Connect(parsed, cli);
        return Show(cli, await api.GetAsync(what.Path, cancellationToken), flags.Json(parsed), what.Draw);
    }

    public static int Show(CliContext cli, Result<JsonElement> answer, bool json, Action<JsonElement> draw)
    {
        if (!answer.Try(out var value, out var problem))
        {
            return Fail(cli, problem);
        }

        if (json)
        {
            cli.Terminal.Line(JsonText.Of(value));
        }
        else
        {
            draw(value);
        }

        return ExitCode.Ok;
    }

    public static int Fail(CliContext cli, Problem problem)
    {
        cli.Terminal.Fail(problem.Message);
        return ExitCodes.Of(problem);
    }
}
