namespace Strata.Checks.Replicas;

/// <summary>One request of the load.</summary>
/// <param name="Kind">What it counts against: <c>free</c>, <c>rate</c> or <c>money</c>.</param>
/// <param name="Replica">Who was asked.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Id">The id of the row; empty where no whole answer came.</param>
/// <param name="Status">The status, or 0.</param>
/// <param name="Lost">Why no whole answer came; empty where one did.</param>
/// <param name="WasKilled">Whether its replica was killed while it ran.</param>
internal sealed record ReplicaAnswer(string Kind, string Replica, DateTimeOffset At, string Id, int Status, string Lost, bool WasKilled)
{
    public bool IsAdmitted => Status == 200 && Lost.Length == 0;

    public bool IsRefused => Kind != "free" && Status is 402 or 429;
}
