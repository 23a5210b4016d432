using System.CommandLine;

namespace Strata.Cli.Verbs;

/// <summary>The verbs, in the order help shows them. A new verb is one file and one line here.</summary>
internal static class VerbTable
{
    private static readonly (string Name, Func<CliContext, Command> Build)[] Verbs =
    [
        ("up", UpVerb.Build),
        ("tour", TourVerb.Build),
        ("chat", ChatVerb.Build),
        ("pull", PullVerb.Build),
        ("models", ModelsVerb.Build),
        ("keys", KeysVerb.Build),
        ("usage", UsageVerb.Build),
        ("requests", RequestsVerb.Build),
        ("budgets", BudgetsVerb.Build),
        ("prices", PricesVerb.Build),
        ("teams", TeamsVerb.Build),
        ("users", UsersVerb.Build),
        ("gateway", GatewayVerb.Build),
        ("alerts", AlertsVerb.Build),
        ("audit", AuditVerb.Build),
        ("trace", TraceVerb.Build),
        ("config", ConfigVerb.Build),
        ("doctor", DoctorVerb.Build),
        ("completion", CompletionVerb.Build),
        ("version", VersionVerb.Build),
    ];

    /// <summary>The named verb alone where there is one, so that a start builds no other; all of them for help and errors.</summary>
    public static IEnumerable<Command> For(string? name, CliContext cli)
    {
        var only = Array.FindAll(Verbs, v => v.Name == name);
        return (only.Length > 0 ? only : Verbs).Select(v => v.Build(cli));
    }
}
