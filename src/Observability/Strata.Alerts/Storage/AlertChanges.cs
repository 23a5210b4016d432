using Strata.Alerts.Notices;
using Strata.Alerts.States;
using Strata.Alerts.Switches;

namespace Strata.Alerts.Storage;

/// <summary>What one look at the rules changes. Written in one transaction: a message is decided with the state that it tells of, or not at all.</summary>
public sealed class AlertChanges
{
    /// <summary>Alerts that are new or other.</summary>
    public List<AlertInstance> Put { get; } = [];

    /// <summary>Alerts that are forgotten.</summary>
    public List<AlertInstance> Forget { get; } = [];

    /// <summary>What receivers were told.</summary>
    public List<GroupRecord> Groups { get; } = [];

    /// <summary>Lines of the history.</summary>
    public List<AlertEvent> Events { get; } = [];

    /// <summary>Messages to be sent.</summary>
    public List<DeliveryRecord> Deliveries { get; } = [];

    /// <summary>Keys to be stopped.</summary>
    public List<SwitchRecord> Switches { get; } = [];

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Put.Count + Forget.Count + Groups.Count + Events.Count + Deliveries.Count + Switches.Count == 0;
}
