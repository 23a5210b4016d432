namespace Strata.Tests.Shared.Upstream;

/// <summary>
/// One request that the scripted upstream got, and what it bills for it: tokens as told last, and four bytes each for what was sent
/// behind that (a count from before the first content tells the prompt only). A request that was taken is billed its prompt at least; where no count was told, that is the caller's to say.
/// </summary>
internal sealed class UpstreamEntry(UpstreamRequest request)
{
    private UpstreamCounts? told;
    private long bytes;
    private long bytesWhenTold;

    public UpstreamRequest Request => request;

    public string Authorization { get; init; } = "";

    /// <summary><c>done</c>, <c>refused N</c>, <c>cut</c> or <c>disconnected</c>; null while it runs.</summary>
    public string? Outcome { get; set; }

    /// <summary>Whether the request was taken: neither refused nor dropped.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Tokens told to the caller, by which a real provider would bill; zeros where none were.</summary>
    public UpstreamCounts Billed => told ?? default;

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets a scenario that waits go on.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The bill of it.</summary>
    /// <param name="promptUntold">Tokens of the prompt where none were told.</param>
    public UpstreamCounts Bill(long promptUntold)
    {
        if (!IsTaken)
        {
            return default;
        }

        var since = (bytes - bytesWhenTold + 3) / 4;
        return told is not { } counts ? new UpstreamCounts(promptUntold, 0, since)
            : counts with { Completion = bytesWhenTold == 0 ? Math.Max(counts.Completion, since) : counts.Completion + since };
    }

    public void Took() => IsTaken = true;

    public void Sent(int more) => bytes += more;

    public UpstreamCounts Tell(UpstreamCounts counts)
    {
        (told, bytesWhenTold) = (counts, bytes);
        return counts;
    }
}
