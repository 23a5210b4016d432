using System.CommandLine;
using Strata.Cli.Exits;
using Strata.Cli.Imports;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary><c>strata gateway explain|test|import</c>: where a request would go, whether a model answers, and another gateway's configuration as ours.</summary>
internal static class GatewayVerb
{
    public static Command Build(CliContext cli)
    {
        var command = new Command("gateway", "Where requests go and why; other gateways' configurations");
        command.Subcommands.Add(GatewayExplain.Build(cli));
        command.Subcommands.Add(GatewayTest.Build(cli));
        command.Subcommands.Add(BuildImport(cli));
        return command;
    }

    private static Command BuildImport(CliContext cli)
    {
        var file = new Argument<string>("file") { Description = "LiteLLM's config.yaml, or a Portkey config (JSON)" };
        var from = new Option<string?>("--from") { Description = "litellm or portkey (default: seen from the file)" };
        var model = new Option<string?>("--model") { Description = "The model of Portkey's targets that name none" };
        var command = new Command("import", "Print another gateway's configuration as ours; what has no equivalent is noted. Nothing is asked of anybody");
        command.Arguments.Add(file);
        command.Options.Add(from);
        command.Options.Add(model);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!(await ReadAsync(parsed.GetValue(file)!, cancellationToken)).Try(out var text, out var problem)
                || !ImportFile.Read(text, parsed.GetValue(from), parsed.GetValue(model), cli.Server).Try(out var draft, out problem))
            {
                return Listing.Fail(cli, problem);
            }

            cli.Terminal.Raw(GatewayYaml.Write(draft));
            foreach (var note in draft.Notes)
            {
                cli.Terminal.Remark($"note: {note}");
            }

            cli.Terminal.Remark($"{draft.Providers.Count} providers, {draft.Routes.Count} routes, {draft.Notes.Count} notes. Check it with 'strata config check --config FILE'.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<Result<string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path).Length > 4L * ImportFile.CharactersMax
                ? new Problem(ProblemCode.TooLarge, $"'{path}' is larger than such a file can be.")
                : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Problem.NotFound($"'{path}' cannot be read: {failure.Message}");
        }
    }
}
