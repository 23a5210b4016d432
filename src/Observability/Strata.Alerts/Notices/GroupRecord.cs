namespace Strata.Alerts.Notices;

/// <summary>What a receiver was told of a group last.</summary>
/// <param name="Rule">The rule's key.</param>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="Group">The group's key within the rule; empty for the whole rule.</param>
/// <param name="SentAt">When the last message was made.</param>
/// <param name="Told">Fingerprints of the alerts it said to fire.</param>
public sealed record GroupRecord(string Rule, string Receiver, string Group, DateTimeOffset SentAt, IReadOnlyList<string> Told);
