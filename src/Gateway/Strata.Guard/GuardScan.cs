using System.Buffers;
using System.Text;
using Strata.Guard.Sources;
using Strata.Guard.Tokens;

namespace Strata.Guard;

/// <summary>
/// One text under one policy, whole or in pieces: the same findings and the same text come out wherever it is cut.
/// <code>
/// Push → window (what was kept, what is new) → every source looks at it → matches by start, up to where all sources are sure
///      → text before a match goes on, the match is replaced, the rest is kept
/// </code>
/// Held back: the word at the end (at most 128 units), a keyword's or pattern's beginning, or what a detector still reads (at most
/// 2,100 units, an address's or a token's length). A longer match is not kept at all: its placeholder goes on and the rest is dropped
/// as it comes. Clean text allocates nothing per piece. One thread at a time; dispose to give the buffer back.
/// </summary>
public sealed class GuardScan : IDisposable
{
    private const int CapturedMax = 64 << 10;

    private readonly MatchSource[] sources;
    private readonly GuardTokens? tokens;
    private readonly bool isToolCall;
    private readonly int lookBehind;
    private List<GuardFinding>? findings;
    private char[] kept = [];
    private int keptLength;
    private int origin;
    private int position;
    private MatchSource? openSource;
    private GuardRule? openRule;
    private int openFinding = -1;
    private StringBuilder? captured;
    private JsonQuotes quotes;
    private bool isComplete;

    internal GuardScan(MatchSource[] sources, GuardDirection direction, GuardTokens? tokens)
    {
        this.sources = sources;
        this.tokens = tokens;
        isToolCall = direction == GuardDirection.ToolCall;
        lookBehind = sources.Length == 0 ? 0 : sources.Max(s => s.LookBehind);
    }

    /// <summary>What was found so far, in the order it was decided.</summary>
    public IReadOnlyList<GuardFinding> Findings => findings ?? (IReadOnlyList<GuardFinding>)[];

    /// <summary>Whether a rule refused the text: nothing goes on from the finding on, which is the last of <see cref="Findings"/>.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>How many units came in that were neither let go nor replaced yet.</summary>
    public int Held => origin + keptLength - position;

    /// <summary>Takes the next piece; writes what is safe to send on.</summary>
    public void Push(ReadOnlySpan<char> text, IBufferWriter<char> safe)
    {
        ArgumentNullException.ThrowIfNull(safe);
        ObjectDisposedException.ThrowIf(isComplete, this);
        if (text.IsEmpty || IsBlocked)
        {
            return;
        }

        if (sources.Length == 0)
        {
            safe.Write(text);
            return;
        }

        if (keptLength == 0)
        {
            Pump(new TextWindow(text, origin, isFinal: false), safe);
            Keep(text);
            return;
        }

        Append(text);
        Pump(new TextWindow(kept.AsSpan(0, keptLength), origin, isFinal: false), safe);
        Keep(kept.AsSpan(0, keptLength));
    }

    /// <summary>Nothing more comes: decides what is left and writes it.</summary>
    public void Complete(IBufferWriter<char> safe)
    {
        ArgumentNullException.ThrowIfNull(safe);
        if (!isComplete && !IsBlocked && sources.Length > 0)
        {
            Pump(new TextWindow(kept.AsSpan(0, keptLength), origin, isFinal: true), safe);
        }

        isComplete = true;
    }

    /// <summary>The whole text in one go, without the copy that pieces need.</summary>
    internal void Whole(ReadOnlySpan<char> text, IBufferWriter<char> safe)
    {
        Pump(new TextWindow(text, 0, isFinal: true), safe);
        isComplete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isComplete = true;
        if (kept.Length > 0)
        {
            ArrayPool<char>.Shared.Return(kept, clearArray: true);
            kept = [];
            keptLength = 0;
        }
    }

    private void Pump(in TextWindow window, IBufferWriter<char> safe)
    {
        var decided = window.End;
        foreach (var source in sources)
        {
            source.Scan(window);
            decided = Math.Min(decided, source.DecidedTo);
        }

        ContinueOpen(window, safe);
        while (!IsBlocked && TryNext(decided, out var source, out var match))
        {
            Apply(window, (source, match), safe);
        }

        if (!IsBlocked && openRule is null && decided > position)
        {
            Release(window, decided, safe);
        }
    }

    /// <summary>The match with the least start among the sources' next ones; at one start the first source's.</summary>
    private bool TryNext(int decided, out MatchSource source, out Match match)
    {
        source = sources[0];
        match = default;
        var best = int.MaxValue;
        foreach (var candidate in sources)
        {
            if (candidate.TryPeek(out var next) && next.Start < best)
            {
                (source, match, best) = (candidate, next, next.Start);
            }
        }

        if (best >= decided || openRule is not null)
        {
            return false;
        }

        source.Skip();
        return true;
    }

    private void Apply(in TextWindow window, (MatchSource Source, Match Match) next, IBufferWriter<char> safe)
    {
        var (rule, start, end) = next.Match;
        start = Math.Max(start, position);
        if (!next.Match.IsOpen && end <= start && end != next.Match.Start)
        {
            return;
        }

        (findings ??= []).Add(new GuardFinding(rule.Detector, rule.Action, start, next.Match.IsOpen ? start : end));
        if (next.Match.IsOpen)
        {
            openSource = next.Source;
            openFinding = findings.Count - 1;
        }

        if (rule.Action == GuardAction.Flag)
        {
            return;
        }

        Release(window, start, safe);
        if (rule.Action == GuardAction.Block)
        {
            IsBlocked = true;
        }
        else if (next.Match.IsOpen)
        {
            Open(window, rule, safe);
        }
        else
        {
            Replace(window, rule, end, safe);
        }
    }

    private void Open(in TextWindow window, GuardRule rule, IBufferWriter<char> safe)
    {
        openRule = rule;
        if (rule.Action == GuardAction.Tokenize && tokens is not null)
        {
            captured = new StringBuilder();
        }
        else
        {
            Write(rule.Placeholder, safe);
        }

        Swallow(window, window.End);
    }

    /// <summary>Drops text that belongs to a match, keeping it only where a token will stand for it.</summary>
    private void Swallow(in TextWindow window, int end)
    {
        var text = window.Slice(position, end);
        captured?.Append(text[..Math.Min(text.Length, CapturedMax + 1 - captured.Length)]);
        Pass(text, end);
    }

    private void ContinueOpen(in TextWindow window, IBufferWriter<char> safe)
    {
        if (openSource is null)
        {
            return;
        }

        var end = openSource.OpenEnd;
        findings![openFinding] = findings[openFinding] with { End = end < 0 ? window.End : end };
        if (openRule is not null)
        {
            Swallow(window, end < 0 ? window.End : end);
        }

        if (end < 0)
        {
            return;
        }

        if (captured is not null)
        {
            Write(captured.Length > CapturedMax ? openRule!.Placeholder : tokens!.TokenOf(openRule!.Detector, captured.ToString()), safe);
            captured = null;
        }

        openSource = null;
        openRule = null;
    }

    private void Replace(in TextWindow window, GuardRule rule, int end, IBufferWriter<char> safe)
    {
        var value = window.Slice(position, end);
        if (rule.Action == GuardAction.Mask)
        {
            Masking.Write(value, quotes.WantsQuotes, safe);
        }
        else
        {
            Write(rule.Action == GuardAction.Tokenize && tokens is not null ? tokens.TokenOf(rule.Detector, value.ToString()) : rule.Placeholder, safe);
        }

        Pass(value, end);
    }

    /// <summary>A placeholder or a token; in quotes where it takes the place of a bare number of JSON.</summary>
    private void Write(string text, IBufferWriter<char> safe)
    {
        if (!quotes.WantsQuotes)
        {
            safe.Write(text);
            return;
        }

        safe.Write("\"");
        safe.Write(text);
        safe.Write("\"");
    }

    private void Release(in TextWindow window, int end, IBufferWriter<char> safe)
    {
        var text = window.Slice(position, end);
        safe.Write(text);
        Pass(text, end);
    }

    private void Pass(ReadOnlySpan<char> text, int end)
    {
        if (isToolCall)
        {
            quotes.Feed(text);
        }

        position = end;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Grow(keptLength + text.Length);
        text.CopyTo(kept.AsSpan(keptLength));
        keptLength += text.Length;
    }

    /// <summary>Keeps what a source may still look at, and what was not let go.</summary>
    private void Keep(ReadOnlySpan<char> window)
    {
        var from = position;
        foreach (var source in sources)
        {
            from = Math.Min(from, source.DecidedTo);
        }

        var first = Math.Max(0, from - lookBehind - origin);
        var rest = window[first..];
        Grow(rest.Length);
        rest.CopyTo(kept);
        keptLength = rest.Length;
        origin += first;
    }

    private void Grow(int size)
    {
        if (size <= kept.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(size, 1024));
        kept.AsSpan(0, keptLength).CopyTo(larger);
        if (kept.Length > 0)
        {
            ArrayPool<char>.Shared.Return(kept, clearArray: true);
        }

        kept = larger;
    }
}
