using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Tours;

namespace Strata.Cli.Verbs;

/// <summary><c>strata tour</c>: walks through every layer of a running server, each stop a real call that is shown.</summary>
internal static class TourVerb
{
    private const string InTheBox = "strata-tiny";

    public static Command Build(CliContext cli)
    {
        var model = new Option<string>("--model", "-m") { Description = "The model to ask (default: the one in the box)", DefaultValueFactory = _ => InTheBox };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not wait between stops" };
        var record = new Option<string?>("--record") { Description = "Write the session as an SVG that plays", HelpName = "FILE" };
        var command = new Command("tour", "See every layer at work, stop by stop, each a real call");
        command.Options.Add(model);
        command.Options.Add(yes);
        command.Options.Add(record);
        var flags = new ServerFlags().AddTo(command, withJson: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = flags.Connect(parsed, cli);
            if (!(await api.GetAsync("/v1/models", cancellationToken)).Try(out _, out var problem))
            {
                return Listing.Fail(cli, problem);
            }

            await using var recording = new SvgRecording(cli.Terminal.Results, cli.Time);
            var terminal = parsed.GetValue(record) is null ? cli.Terminal : cli.Terminal.WithResults(recording);
            terminal.Line($"A walk through {api.Address.Url}. Every call is shown as you would make it; STRATA_KEY is your key.");
            var run = new TourRun(api, terminal, parsed.GetValue(model)!);
            var code = await new TourGuide(run, cli.Server, cli.Terminal.IsInteractive && !parsed.GetValue(yes)).LeadAsync(cli.Time, cancellationToken);
            if (parsed.GetValue(record) is { } file)
            {
                await File.WriteAllTextAsync(file, recording.ToSvg(), cancellationToken);
            }

            return code;
        });
        return command;
    }
}
