using Strata.Alerts.Evaluation;
using Strata.Alerts.Notices;
using Strata.Alerts.Signals;
using Strata.Alerts.States;
using Strata.Alerts.Storage;
using Strata.Core.Limits;

namespace Strata.Alerts;

/// <summary>The stated bounds of alerts.</summary>
internal sealed class AlertsLimits : ILimitsSource
{
    /// <inheritdoc/>
    public string Module => "alerts";

    /// <inheritdoc/>
    public IReadOnlyList<Limit> Limits { get; } =
    [
        new("rules of a project", DefinitionStore.ProjectMax, "rules", "413 request_too_large"),
        new("alerts of a rule", StateMachine.InstancesMax, "alerts", "further ones are left out"),
        new("alerts of a message", GroupPlan.AlertsMax, "alerts", "further ones are counted in it"),
        new("subjects of a kind", RunawayWatch.SubjectsMax, "subjects", "those seen longest ago are forgotten"),
        new("messages under way", Dispatcher.ParallelMax, "receivers", "others wait"),
    ];
}
