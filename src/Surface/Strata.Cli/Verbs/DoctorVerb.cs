using System.CommandLine;
using System.Text.Json.Nodes;
using Strata.Cli.Doctor;
using Strata.Cli.Exits;
using Strata.Cli.Output;

namespace Strata.Cli.Verbs;

/// <summary><c>strata doctor</c>: what is here, what is missing, what to do. Fails only where Strata could not run.</summary>
internal static class DoctorVerb
{
    public static Command Build(CliContext cli)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new Command("doctor", "Say what is here, what is missing, and what to do");
        var flags = new LocalFlags();
        flags.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = flags.Read(parsed);
            var findings = await new MachineExam(cli.Server.ReadConfig(request), cli.Server.ReadFacts(request), cli.Time, cli.Environment).RunAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                cli.Terminal.Line(new JsonArray([.. findings.Select(f => new JsonObject
                {
                    ["verdict"] = f.Verdict.ToString().ToLowerInvariant(), ["name"] = f.Name, ["what"] = f.What, ["todo"] = f.Todo,
                })]).ToString());
            }
            else
            {
                var table = new TextTable("", "", "", "");
                foreach (var finding in findings)
                {
                    table.Row(finding.Verdict.ToString().ToLowerInvariant(), finding.Name, finding.What, finding.Todo);
                }

                table.WriteTo(cli.Terminal.Out);
            }

            return findings.Any(f => f.Verdict == Verdict.Fail) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }
}
