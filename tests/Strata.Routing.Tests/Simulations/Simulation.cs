using Strata.Routing.Health;
using Strata.Routing.Options;
using Strata.Routing.Plans;
using Strata.Routing.Routes;
using Strata.Routing.Tests.Support;

namespace Strata.Routing.Tests.Simulations;

/// <summary>
/// Runs many requests at once against scripted targets on one clock: arrivals by a Poisson process, every attempt and wait an event.
/// The same seed gives the same run.
/// </summary>
internal sealed class Simulation
{
    private readonly Bench bench;
    private readonly RouteRule rule;
    private readonly IReadOnlyDictionary<string, SimTarget> targets;
    private readonly Random random;
    private readonly PriorityQueue<Action, (double At, long Order)> events = new();
    private readonly SimResult result = new();
    private double nowMs;
    private long order;

    public Simulation(int seed, RouteOptions route, IReadOnlyDictionary<string, SimTarget> targets)
    {
        random = new Random(seed);
        bench = new Bench(seed + 1);
        rule = bench.Rule(route);
        this.targets = targets;
    }

    public SimResult Run(TimeSpan length, double perSecond)
    {
        for (var at = 0.0; at < length.TotalMilliseconds; at += -Math.Log(1 - random.NextDouble()) * 1_000 / perSecond)
        {
            Schedule(at, Arrive);
        }

        while (events.TryDequeue(out var next, out var when))
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(when.At - nowMs));
            nowMs = when.At;
            next();
        }

        Assert.All(bench.Health.Snapshot(), d => Assert.Equal(0, d.InFlight));
        return result;
    }

    private void Schedule(double at, Action what) => events.Enqueue(what, (at, order++));

    private void Arrive()
    {
        result.Requests++;
        Step(bench.Plan(rule), nowMs);
    }

    private void Step(RoutePlan plan, double arrivedAt)
    {
        var step = plan.Next();
        switch (step.Kind)
        {
            case PlanStepKind.Wait:
                Schedule(nowMs + step.Delay.TotalMilliseconds, () => Step(plan, arrivedAt));
                break;
            case PlanStepKind.Try:
                Attempt(plan, step.Candidate, arrivedAt);
                break;
            default:
                result.Untried += plan.Attempts == 0 ? 1 : 0;
                Assert.True(plan.Attempts > 0 || step.Problem is not null, "A request that nobody tried must be told why.");
                plan.Dispose();
                break;
        }
    }

    private void Attempt(RoutePlan plan, Candidate candidate, double arrivedAt)
    {
        result.Attempts++;
        result.ByTarget[candidate.Deployment.Name] = result.ByTarget.GetValueOrDefault(candidate.Deployment.Name) + 1;
        var (takes, failure) = targets[candidate.Deployment.Name].Answer(TimeSpan.FromMilliseconds(nowMs), random.NextDouble());
        Schedule(nowMs + takes.TotalMilliseconds, () =>
        {
            plan.Report(candidate, failure is { } f ? AttemptReport.Failed(f) : AttemptReport.Ok(takes));
            if (failure is not null)
            {
                Step(plan, arrivedAt);
                return;
            }

            result.Succeeded++;
            result.Latencies.Add(nowMs - arrivedAt);
            plan.Dispose();
        });
    }
}
