using System.CommandLine;
using Strata.Cli.Exits;

namespace Strata.Cli.Verbs;

/// <summary><c>strata completion bash|zsh|fish</c>: a script for the shell, made from the verbs themselves.</summary>
internal static class CompletionVerb
{
    public static Command Build(CliContext cli)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script: source <(strata completion bash)");
        command.Arguments.Add(shell);
        command.SetAction(parsed =>
        {
            var words = Words(cli);
            cli.Terminal.Raw(parsed.GetValue(shell) switch
            {
                "fish" => Fish(words),
                "zsh" => "autoload -U +X bashcompinit && bashcompinit\n" + Bash(words),
                _ => Bash(words),
            });
            return ExitCode.Ok;
        });
        return command;
    }

    private static (string Path, string[] Next)[] Words(CliContext cli)
    {
        var verbs = VerbTable.For(null, cli).ToArray();
        string[] own = ["test", "bench", "check"];
        return
        [
            ("", [.. verbs.Select(v => v.Name), .. own]),
            .. verbs.SelectMany(v => v.Subcommands.Count == 0 ? [(v.Name, Flags(v))] : new[] { (v.Name, v.Subcommands.Select(s => s.Name).ToArray()) }
                .Concat(v.Subcommands.Select(s => ($"{v.Name} {s.Name}", Flags(s))))),
        ];
    }

    private static string[] Flags(Command command) => [.. command.Options.Select(o => o.Name)];

    private static string Bash((string Path, string[] Next)[] words) =>
        $$"""
        _strata() {
          local path="" word
          for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
            case "$word" in -*) ;; *) path="${path:+$path }$word" ;; esac
          done
          local next=""
          case "$path" in
        {{string.Concat(words.Select(w => $"    \"{w.Path}\") next=\"{string.Join(' ', w.Next)}\" ;;\n"))}}  esac
          COMPREPLY=($(compgen -W "$next" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -F _strata strata ./strata

        """;

    private static string Fish((string Path, string[] Next)[] words) => string.Concat(words.Select(w => w.Path.Length == 0
        ? $"complete -c strata -f -n __fish_use_subcommand -a '{string.Join(' ', w.Next)}'\n"
        : $"complete -c strata -f -n '__fish_seen_subcommand_from {w.Path.Split(' ')[^1]}' -a '{string.Join(' ', w.Next)}'\n"));
}
