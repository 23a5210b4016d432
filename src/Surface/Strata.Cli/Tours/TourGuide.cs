using System.Globalization;
using Strata.Cli.Exits;
using Strata.Cli.Local;

namespace Strata.Cli.Tours;

/// <summary>Leads from stop to stop: title, reason, the call, what came, where the console shows it. A person may repeat a stop or leave.</summary>
internal sealed class TourGuide(TourRun run, ILocalServer server, bool waits)
{
    public async Task<int> LeadAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        TourStep[] steps = [.. ModelSteps.All, .. RecordSteps.All, .. GatewaySteps.All];
        var began = time.GetTimestamp();
        var failed = new List<string>();
        TourGateway? gateway = null;
        try
        {
            for (var at = 0; at < steps.Length; at++)
            {
                var step = steps[at];
                Announce(step, at + 1, steps.Length);
                if (step.InGateway && gateway is null)
                {
                    if (!(await TourGateway.StartAsync(server, run, cancellationToken)).Try(out gateway, out var refused))
                    {
                        run.Terminal.Fail($"The second gateway did not start: {refused.Message}");
                        return ExitCode.Failed;
                    }

                    run.Gateway = gateway.Api;
                    run.Say($"These stops ask a second gateway of this process, at {gateway.Api.Address.Url}, with this configuration:\n{gateway.Configuration}");
                }

                await PlayAsync(step, failed, cancellationToken);
                if (waits && at + 1 < steps.Length)
                {
                    run.Terminal.Raw("\n[Enter] next   [r] again   [q] leave > ");
                    var word = (await run.Terminal.Input.ReadLineAsync(cancellationToken))?.Trim();
                    if (word is null or "q")
                    {
                        break;
                    }

                    at -= word == "r" ? 1 : 0;
                }
            }
        }
        finally
        {
            await (gateway?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        return End(failed, time.GetElapsedTime(began));
    }

    private void Announce(TourStep step, int number, int of)
    {
        run.Terminal.Line($"\n── {number.ToString(CultureInfo.InvariantCulture)}/{of.ToString(CultureInfo.InvariantCulture)}  {step.Title} ──");
        run.Terminal.Line(step.Why);
    }

    private async Task PlayAsync(TourStep step, List<string> failed, CancellationToken cancellationToken)
    {
        var played = await step.Play(run, cancellationToken);
        if (!played.IsOk)
        {
            failed.Add(step.Title);
            run.Terminal.Fail($"{step.Title}: {played.Problem.Message}");
        }

        if (step.Sdk.Length > 0)
        {
            var sdk = step.Sdk.Replace("URL", run.Api.Address.Url, StringComparison.Ordinal).Replace("MODEL", run.Model, StringComparison.Ordinal);
            run.Terminal.Line("Python:  " + sdk.Replace("\n", "\n         ", StringComparison.Ordinal));
        }

        if (step.Page.Length > 0)
        {
            run.Terminal.Line($"Console: {run.Api.Address.Url}{step.Page}");
        }
    }

    private int End(List<string> failed, TimeSpan took)
    {
        run.Terminal.Line("\n── That was the tour ──");
        run.Terminal.Line($"{run.Model} is a demonstration: it tells its stories and calls its tools, and knows little else. A useful model is one word away:");
        run.Terminal.Line("  strata pull            what there is, and what it needs on this machine");
        run.Terminal.Line("  strata pull smollm2    the smallest real one (98 MB)");
        run.Terminal.Line(failed.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Every stop was made, in {took.TotalSeconds:F1} s.")
            : $"Not every stop was made: {string.Join(", ", failed)}.");
        return failed.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
