namespace Strata.Guard;

/// <summary>A rule whose detector is a model or a webhook.</summary>
/// <param name="Detector">Its name in the policy: <c>model:NAME</c> or <c>webhook:NAME</c>.</param>
/// <param name="Action">Flag or block.</param>
/// <param name="Threshold">From which score on the action holds, 0 to 1.</param>
/// <param name="FailOpen">Whether text passes, with a finding, when there is no verdict in time; else it is blocked.</param>
/// <param name="Timeout">How long a verdict may take.</param>
public sealed record GuardModelRule(string Detector, GuardAction Action, double Threshold, bool FailOpen, TimeSpan Timeout)
{
    /// <summary>How many characters of a streamed answer are held back until they are judged.</summary>
    public int HoldBack { get; init; } = 1_000;

    /// <summary>Whether its verdict can refuse a text, so that nothing of it may go on before.</summary>
    public bool Holds => Action == GuardAction.Block || !FailOpen;
}
