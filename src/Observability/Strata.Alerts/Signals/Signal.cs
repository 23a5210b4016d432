using Strata.Alerts.Rules;
using Strata.Alerts.States;
using Strata.Core.Results;

namespace Strata.Alerts.Signals;

/// <summary>Reads a rule's figures: one door, one signal for each form of condition.</summary>
public sealed class Signal
{
    private readonly SignalSources sources;
    private readonly TraceSignals? traces;

    /// <summary>Signals over sources.</summary>
    public Signal(SignalSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        this.sources = sources;
        traces = sources.Traces is { } reader ? new TraceSignals(reader) : null;
    }

    /// <summary>The first thing wrong with an expression over metrics; null where nothing is, or where there are no metrics to ask.</summary>
    public Problem? Check(string expression) => sources.Metrics?.Check(expression);

    /// <summary>What a rule's condition says now.</summary>
    public ValueTask<Result<IReadOnlyList<Reading>>> ReadAsync(AlertRule rule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (sources.Traces is { IsOpen: false } && rule.Condition is RuleCondition.Threshold or RuleCondition.Absence or RuleCondition.Burn)
        {
            return ValueTask.FromResult<Result<IReadOnlyList<Reading>>>(new Problem(ProblemCode.Unavailable, "The trace store is being opened."));
        }

        return rule.Condition switch
        {
            RuleCondition.Threshold threshold when traces is not null => traces.ThresholdAsync(rule, threshold, now, cancellationToken),
            RuleCondition.Absence absence when traces is not null => traces.AbsenceAsync(rule, absence, now, cancellationToken),
            RuleCondition.Burn burn when traces is not null => traces.BurnAsync(rule, burn, now, cancellationToken),
            RuleCondition.Metric or RuleCondition.MetricAbsence when sources.Metrics is not null => ValueTask.FromResult(MetricSignals.Read(rule, sources.Metrics, now)),
            RuleCondition.Budget budget when sources.Budgets is not null => ValueTask.FromResult<Result<IReadOnlyList<Reading>>>(BudgetSignals.Read(rule, budget, sources, now)),
            RuleCondition.Runaway runaway => ValueTask.FromResult<Result<IReadOnlyList<Reading>>>(RunawaySignals.Read(rule, runaway, sources.Runaways, now)),
            _ => ValueTask.FromResult<Result<IReadOnlyList<Reading>>>(new Problem(ProblemCode.Unavailable, "What this rule reads from does not run in this process: add the target it needs (telemetry, gateway).")),
        };
    }
}
