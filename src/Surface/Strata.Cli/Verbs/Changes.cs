using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strata.Cli.Verbs;

/// <summary>Subcommands that are one call: arguments in, one answer out.</summary>
internal static class Changes
{
    public static Command Make(
        CliContext cli, (string Name, string Doc) what, string[] arguments, Func<string[], (HttpMethod Method, string Path, JsonObject? Body)> call, Action<JsonElement> draw)
    {
        var command = new Command(what.Name, what.Doc);
        var given = arguments.Select(a => new Argument<string>(a) { Description = $"The {a}" }).ToArray();
        foreach (var argument in given)
        {
            command.Arguments.Add(argument);
        }

        var flags = new ServerFlags().AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (method, path, body) = call([.. given.Select(a => parsed.GetValue(a)!)]);
            using var api = flags.Connect(parsed, cli);
            return Listing.Show(cli, await api.SendAsync(method, path, body, cancellationToken), flags.Json(parsed), draw);
        });
        return command;
    }
}
