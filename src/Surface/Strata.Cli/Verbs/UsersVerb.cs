using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata users list|create|lock|unlock</c>.</summary>
internal static class UsersVerb
{
    private const string Path = "/strata/v1/users";

    public static Command Build(CliContext cli)
    {
        var command = new Command("users", "List and change the people of the organisation");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, (Path, users => Draw(cli, users)), cancellationToken));
        command.Subcommands.Add(Changes.Make(cli, ("list", "List the people"), [], _ => (HttpMethod.Get, Path, null), users => Draw(cli, users)));
        command.Subcommands.Add(Changes.Make(
            cli, ("create", "Make a person, with a role: viewer, service, editor, admin or owner"), ["name", "email", "role"],
            a => (HttpMethod.Post, Path, new JsonObject { ["name"] = a[0], ["email"] = a[1], ["role"] = a[2] }), Said(cli, "is made")));
        command.Subcommands.Add(Changes.Make(cli, ("lock", "Lock a person out, with all keys"), ["id"], a => Lock(a[0], true), Said(cli, "is locked out")));
        command.Subcommands.Add(Changes.Make(cli, ("unlock", "Let a person in again"), ["id"], a => Lock(a[0], false), Said(cli, "may enter again")));
        return command;
    }

    private static (HttpMethod, string, JsonObject?) Lock(string id, bool disabled) => (HttpMethod.Patch, $"{Path}/{Uri.EscapeDataString(id)}", new JsonObject { ["disabled"] = disabled });

    private static Action<JsonElement> Said(CliContext cli, string done) => user => cli.Terminal.Line($"{user.Text("id")} ({user.Text("name")}) {done}.");

    private static void Draw(CliContext cli, JsonElement users)
    {
        var table = new TextTable("ID", "NAME", "EMAIL", "ROLE", "TEAMS", "LOCKED");
        foreach (var user in users.Items("data"))
        {
            table.Row(user.Text("id"), user.Text("name"), user.Text("email"), user.Text("role"), string.Join(", ", user.Items("teams").Select(t => t.GetString())), user.Time("disabled_at"));
        }

        table.WriteTo(cli.Terminal.Out, "Nobody yet: keys belong to teams.");
    }
}
