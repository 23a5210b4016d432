using System.CommandLine;
using Strata.Cli.Api;

namespace Strata.Cli.Verbs;

/// <summary>The flags of verbs that talk to a server: which one, with which key, and whether to print JSON.</summary>
internal sealed class ServerFlags
{
    private const string DefaultUrl = "http://127.0.0.1:7070";
    private readonly Option<string?> url = new("--url") { Description = "The server (default: STRATA_URL, then the one started last here)", HelpName = "URL" };
    private readonly Option<string?> key = new("--key") { Description = "The API key (default: STRATA_KEY, then the first key of that server)", HelpName = "KEY" };
    private readonly Option<bool> json = new("--json") { Description = "Print the answer as JSON" };

    public ServerFlags AddTo(Command command, bool withJson = true)
    {
        command.Options.Add(url);
        command.Options.Add(key);
        if (withJson)
        {
            command.Options.Add(json);
        }

        return this;
    }

    /// <summary>Whether the command line says which server is meant.</summary>
    public bool NamesServer(ParseResult parsed) => parsed.GetValue(url) is not null;

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    public ApiClient Connect(ParseResult parsed, CliContext cli)
    {
        var saved = SavedLogins.Read(cli.Home);
        var address = (parsed.GetValue(url) ?? Filled(cli.Environment("STRATA_URL")) ?? (saved.Count > 0 ? saved[0].Url : null) ?? DefaultUrl).TrimEnd('/');
        var secret = parsed.GetValue(key) ?? Filled(cli.Environment("STRATA_KEY")) ?? saved.FirstOrDefault(l => l.Url == address)?.Key ?? "";
        return new ApiClient(new(address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}", secret));
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
