using System.Threading.Channels;

namespace Strata.Tests.Shared.Upstream;

/// <summary>
/// One request that the scripted upstream got, and what it bills for it: tokens as told last, and four bytes each for what was sent
/// behind that (a count from before the first content tells the prompt only). A request that was taken is billed its prompt at least; where no count was told, that is the caller's to say.
/// What it would have billed after each piece that it sent is kept: a caller that leaves owes one of these.
/// </summary>
internal sealed class UpstreamEntry(UpstreamRequest request)
{
    private readonly List<UpstreamMark> marks = [];
    private readonly Channel<bool> steps = Channel.CreateUnbounded<bool>();
    private UpstreamCounts? told;
    private int words;
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
        return IsTaken ? Bill(new UpstreamMark(words, told, bytes, bytesWhenTold), promptUntold) : default;
    }

    private static UpstreamCounts Bill(UpstreamMark mark, long promptUntold)
    {
        var since = (mark.Bytes - mark.BytesWhenTold + 3) / 4;
        return mark.Told is not { } counts ? new UpstreamCounts(promptUntold, 0, since)
            : counts with { Completion = mark.BytesWhenTold == 0 ? Math.Max(counts.Completion, since) : counts.Completion + since };
    }

    /// <summary>What it would have billed after each piece, from the one with <paramref name="wordsSeen"/> words on: what a caller that left may owe.</summary>
    public IEnumerable<UpstreamCounts> Bills(long promptUntold, int wordsSeen) =>
        IsTaken ? marks.Where(m => m.Words >= wordsSeen).Select(m => Bill(m, promptUntold)) : [default];

    public void Took()
    {
        IsTaken = true;
        Mark();
    }

    public void Sent(int more)
    {
        bytes += more;
        words++;
    }

    /// <summary>A piece goes out, with all that was counted up to it.</summary>
    public void Mark() => marks.Add(new UpstreamMark(words, told, bytes, bytesWhenTold));

    /// <summary>Lets a scenario that goes step by step send one word more.</summary>
    public void Step() => steps.Writer.TryWrite(true);

    public async Task SteppedAsync(CancellationToken cancellationToken) => await steps.Reader.ReadAsync(cancellationToken);

    public UpstreamCounts Tell(UpstreamCounts counts)
    {
        (told, bytesWhenTold) = (counts, bytes);
        return counts;
    }
}
