using System.CommandLine;
using System.CommandLine.Parsing;
using Strata.Cli.Api;
using Strata.Cli.Chat;
using Strata.Cli.Exits;
using Strata.Cli.Output;
using Strata.Core.Results;

namespace Strata.Cli.Verbs;

/// <summary><c>strata chat</c>: one answer to what was given, or a conversation until Ctrl-D.</summary>
internal static class ChatVerb
{
    public static Command Build(CliContext cli)
    {
        var words = new Argument<string[]>("text") { Description = "What to ask; without it a conversation begins", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string?>("--model", "-m") { Description = "The model's name, or the path of a GGUF file (default: the first there is)" };
        var system = new Option<string?>("--system") { Description = "What the model is told first" };
        var tokens = new Option<int?>("--max-tokens") { Description = "The longest answer" };
        var temperature = new Option<double?>("--temperature") { Description = "0 is always the likeliest token" };
        var command = new Command("chat", "Talk to a model");
        command.Arguments.Add(words);
        foreach (var option in new Option[] { model, system, tokens, temperature })
        {
            command.Options.Add(option);
        }

        var flags = new ServerFlags().AddTo(command, withJson: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(words) ?? [];
            if (given.FirstOrDefault(IsFlag) is { } flag && !parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash))
            {
                cli.Terminal.Fail($"'{flag}' is no option of chat. 'strata chat --help' shows those there are; what follows -- is text.");
                return ExitCode.Usage;
            }

            using var api = flags.Connect(parsed, cli);
            if (!(await ModelAsync(api, parsed.GetValue(model), cancellationToken)).Try(out var name, out var problem))
            {
                return Listing.Fail(cli, problem);
            }

            var talk = new Conversation(api, new ChatOutput(cli.Terminal, cli.Time), new ChatSettings(name, parsed.GetValue(system), parsed.GetValue(tokens), parsed.GetValue(temperature)));
            var text = string.Join(' ', given);
            if (text.Length == 0 && !cli.Terminal.IsInteractive)
            {
                text = (await cli.Terminal.Input.ReadToEndAsync(cancellationToken)).Trim();
            }

            return text.Length > 0 ? await talk.AskAsync(text, cancellationToken)
                : cli.Terminal.IsInteractive ? await TalkAsync(cli, talk, name, cancellationToken)
                : Listing.Fail(cli, Problem.Invalid("Nothing was asked. Give the text as an argument or on standard input."));
        });
        return command;
    }

    private static bool IsFlag(string word) => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal) && !word.Contains(' ');

    private static async Task<int> TalkAsync(CliContext cli, Conversation talk, string model, CancellationToken cancellationToken)
    {
        cli.Terminal.Remark($"Talking to {model}. Ctrl-D ends.");
        while (!cancellationToken.IsCancellationRequested)
        {
            cli.Terminal.Raw("> ");
            if (await cli.Terminal.Input.ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            if (line.Trim().Length > 0 && await talk.AskAsync(line, cancellationToken) is ExitCode.NoServer or ExitCode.Refused)
            {
                return ExitCode.Failed;
            }
        }

        cli.Terminal.Line("");
        return ExitCode.Ok;
    }

    /// <summary>The model that was named, a path made whole; else the first the server has: its own before others', the one in the box only where there is no other of its own.</summary>
    private static async Task<Result<string>> ModelAsync(ApiClient api, string? asked, CancellationToken cancellationToken)
    {
        if (asked is not null)
        {
            return asked.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && File.Exists(asked) ? Path.GetFullPath(asked) : asked;
        }

        var list = await api.GetAsync("/strata/v1/models", cancellationToken);
        return list.Then<string>(models => models.Items("data").Where(m => m.Text("embeds") != "true")
                .OrderByDescending(m => m.Text("local") == "true").ThenBy(m => m.Text("built_in") == "true").Select(m => m.Text("name")).FirstOrDefault() is { Length: > 0 } first
            ? first
            : Problem.NotFound("There is no model yet. Fetch one: ./strata pull smollm2"));
    }
}
