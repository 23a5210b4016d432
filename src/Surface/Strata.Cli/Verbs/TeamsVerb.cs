using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata teams list|create|archive|restore|add|remove</c>.</summary>
internal static class TeamsVerb
{
    private const string Path = "/strata/v1/teams";

    public static Command Build(CliContext cli)
    {
        var command = new Command("teams", "List and change teams and who is in them");
        var flags = new ServerFlags().AddTo(command);
        command.SetAction((parsed, cancellationToken) => Listing.ShowAsync(cli, flags, parsed, (Path, teams => Draw(cli, teams)), cancellationToken));
        command.Subcommands.Add(Changes.Make(cli, ("list", "List the teams"), [], _ => (HttpMethod.Get, Path, null), teams => Draw(cli, teams)));
        command.Subcommands.Add(Changes.Make(cli, ("create", "Make a team"), ["name"], a => (HttpMethod.Post, Path, new JsonObject { ["name"] = a[0] }), Made(cli, "is made")));
        command.Subcommands.Add(Changes.Make(cli, ("archive", "Put a team away, its keys with it"), ["id"], a => Archive(a[0], true), Made(cli, "is put away")));
        command.Subcommands.Add(Changes.Make(cli, ("restore", "Take a team back"), ["id"], a => Archive(a[0], false), Made(cli, "is in use again")));
        command.Subcommands.Add(Changes.Make(cli, ("members", "List who is in a team"), ["id"], a => (HttpMethod.Get, $"{One(a[0])}/members", null), members => DrawMembers(cli, members)));
        command.Subcommands.Add(Changes.Make(
            cli, ("add", "Put a user into a team, with a role there"), ["id", "user", "role"],
            a => (HttpMethod.Put, Member(a), new JsonObject { ["role"] = a[2] }),
            m => cli.Terminal.Line($"{m.Text("user")} is in the team as {m.Text("role")}.")));
        command.Subcommands.Add(Changes.Make(cli, ("remove", "Take a user out of a team"), ["id", "user"], a => (HttpMethod.Delete, Member(a), null), _ => cli.Terminal.Line("Done.")));
        return command;
    }

    private static string One(string id) => $"{Path}/{Uri.EscapeDataString(id)}";

    private static string Member(string[] arguments) => $"{One(arguments[0])}/members/{Uri.EscapeDataString(arguments[1])}";

    private static (HttpMethod, string, JsonObject?) Archive(string id, bool archived) => (HttpMethod.Patch, One(id), new JsonObject { ["archived"] = archived });

    private static Action<JsonElement> Made(CliContext cli, string done) => team => cli.Terminal.Line($"{team.Text("id")} ({team.Text("name")}) {done}.");

    private static void Draw(CliContext cli, JsonElement teams)
    {
        var table = new TextTable("ID", "NAME", ">MEMBERS", "CREATED", "PUT AWAY");
        foreach (var team in teams.Items("data"))
        {
            table.Row(team.Text("id"), team.Text("name"), team.Text("members"), team.Time("created_at"), team.Time("archived_at"));
        }

        table.WriteTo(cli.Terminal.Out, "No team yet.");
    }

    private static void DrawMembers(CliContext cli, JsonElement members)
    {
        var table = new TextTable("USER", "NAME", "EMAIL", "ROLE");
        foreach (var member in members.Items("data"))
        {
            table.Row(member.Text("user"), member.Text("name"), member.Text("email"), member.Text("role"));
        }

        table.WriteTo(cli.Terminal.Out, "Nobody is in this team.");
    }
}
