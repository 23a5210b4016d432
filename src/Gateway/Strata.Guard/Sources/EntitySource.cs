using System.Buffers;
using Strata.Guard.Entities;
using Strata.Guard.Text;

namespace Strata.Guard.Sources;

/// <summary>
/// The built-in detectors: one vectorised search for the next trigger character, then the detectors of that character. A detector
/// that read behind the end stops the scan there until more arrives. Held back is the run of word-like characters that a later
/// trigger could still reach (<see cref="Probe.RunMax"/>), or what a detector is waiting to read.
/// </summary>
internal sealed class EntitySource(EntitySet on, GuardRule?[] rules, SearchValues<char> triggers) : MatchSource
{
    private TailState tail;
    private int cursor;
    private int lastEnd;

    public override int LookBehind => Probe.LookBehindMax;

    public override void Scan(in TextWindow window)
    {
        var at = cursor - window.Origin;
        if (tail.IsOpen && !TryClose(window, ref at))
        {
            return;
        }

        while (true)
        {
            var next = window.Text[at..].IndexOfAny(triggers);
            if (next < 0)
            {
                break;
            }

            at += next;
            var probe = new Probe(window.Text, window.IsFinal);
            var isFound = Dispatch.TryFind(ref probe, at, on, out var candidate);
            if (probe.IsHungry)
            {
                Stop(window, at);
                return;
            }

            if (!isFound || window.Origin + candidate.Start < lastEnd)
            {
                at++;
            }
            else if (!TryTake(window, candidate, ref at))
            {
                return;
            }
        }

        Stop(window, window.Text.Length);
    }

    /// <summary>Reports a candidate; false when its end is not here yet.</summary>
    private bool TryTake(in TextWindow window, Candidate candidate, ref int at)
    {
        at = candidate.End;
        var rule = rules[(int)candidate.Kind]!;
        if (candidate.Tail != TailKind.None)
        {
            tail = new TailState(candidate.Tail);
            at += tail.Consume(window.Text[at..]);
            if (tail.IsOpen && !window.IsFinal)
            {
                Report(new Match(rule, window.Origin + candidate.Start, -1));
                cursor = DecidedTo = window.End;
                return false;
            }

            tail = default;
        }

        lastEnd = window.Origin + at;
        Report(new Match(rule, window.Origin + candidate.Start, lastEnd));
        return true;
    }

    private bool TryClose(in TextWindow window, ref int at)
    {
        at += tail.Consume(window.Text[at..]);
        if (tail.IsOpen && !window.IsFinal)
        {
            cursor = DecidedTo = window.End;
            return false;
        }

        tail = default;
        lastEnd = window.Origin + at;
        Close(lastEnd);
        return true;
    }

    private void Stop(in TextWindow window, int at)
    {
        cursor = window.Origin + at;
        DecidedTo = window.IsFinal && at == window.Text.Length
            ? window.End
            : Math.Max(lastEnd, window.Origin + new Probe(window.Text, true).RunStart(at, CharSet.Run, Probe.RunMax));
    }
}
