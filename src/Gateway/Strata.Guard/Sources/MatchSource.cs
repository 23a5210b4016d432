namespace Strata.Guard.Sources;

/// <summary>
/// One way of finding things in one text that arrives in pieces. Matches come in order of their start and do not depend on the
/// cuts; <see cref="DecidedTo"/> says up to where it will report no further start.
/// </summary>
internal abstract class MatchSource
{
    private readonly List<Match> found = [];
    private int head;

    /// <summary>Every match that starts before this offset was reported.</summary>
    public int DecidedTo { get; protected set; }

    /// <summary>Where the open match that was taken ended; −1 while it goes on.</summary>
    public int OpenEnd { get; private set; } = -1;

    /// <summary>How far back of <see cref="DecidedTo"/> it must still see the text.</summary>
    public virtual int LookBehind => 0;

    /// <summary>Looks at what is new. The window goes back at least <see cref="LookBehind"/> units before <see cref="DecidedTo"/>.</summary>
    public abstract void Scan(in TextWindow window);

    public bool TryPeek(out Match match)
    {
        var any = head < found.Count;
        match = any ? found[head] : default;
        return any;
    }

    public void Skip()
    {
        OpenEnd = found[head].IsOpen ? -1 : OpenEnd;
        if (++head == found.Count)
        {
            found.Clear();
            head = 0;
        }
    }

    protected void Report(Match match) => found.Add(match);

    /// <summary>The open match, always the last reported, ends here: it may be waiting still, or taken.</summary>
    protected void Close(int end)
    {
        if (head < found.Count)
        {
            found[^1] = found[^1] with { End = end };
        }
        else
        {
            OpenEnd = end;
        }
    }
}
