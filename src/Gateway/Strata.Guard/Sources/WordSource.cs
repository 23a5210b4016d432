using Strata.Guard.Words;

namespace Strata.Guard.Sources;

/// <summary>Words of a set, leftmost and longest. Held back: what is still the beginning of a word, and the character that ends one.</summary>
internal sealed class WordSource(WordAutomaton automaton, GuardRule rule) : MatchSource
{
    private readonly List<(int Start, int End)> pending = [];
    private int cursor;
    private int state;
    private int lastEnd;

    public override int LookBehind => automaton.LongestWord + 1;

    public override void Scan(in TextWindow window)
    {
        var text = window.Text;
        var at = cursor - window.Origin;
        while (at < text.Length)
        {
            if (state == 0)
            {
                var first = text[at..].IndexOfAny(automaton.Firsts);
                at = first < 0 ? text.Length : at + first;
                if (first < 0)
                {
                    break;
                }
            }

            var reached = automaton.Step(state, text[at]);
            if (automaton.Output(reached).Length > 0)
            {
                if (automaton.WholeWords && at + 1 == text.Length && !window.IsFinal)
                {
                    break;
                }

                Note(window, at + 1, reached);
            }

            state = reached;
            at++;
            if (pending.Count > 0)
            {
                Flush(window.Origin + at - automaton.Depth(state));
            }
        }

        cursor = window.Origin + at;
        DecidedTo = window.IsFinal ? window.End : cursor - automaton.Depth(state);
        Flush(window.IsFinal ? int.MaxValue : DecidedTo);
    }

    private void Note(in TextWindow window, int end, int reached)
    {
        var after = end < window.Text.Length ? window.Text[end] : '\0';
        for (var (length, next) = automaton.Output(reached); length > 0; (length, next) = automaton.Output(next))
        {
            var start = end - length;
            if (automaton.Stands(start > 0 ? window.Text[start - 1] : '\0', window.Text[start..end], after))
            {
                pending.Add((window.Origin + start, window.Origin + end));
            }
        }
    }

    /// <summary>Reports what starts before <paramref name="live"/>: nothing that is still growing can start there.</summary>
    private void Flush(int live)
    {
        while (pending.Count > 0)
        {
            var best = pending[0];
            foreach (var next in pending)
            {
                best = next.Start < best.Start || (next.Start == best.Start && next.End > best.End) ? next : best;
            }

            if (best.Start >= live)
            {
                return;
            }

            if (best.Start >= lastEnd)
            {
                Report(new Match(rule, best.Start, best.End));
                lastEnd = best.End;
            }

            for (var i = pending.Count - 1; i >= 0; i--)
            {
                if (pending[i].Start < lastEnd)
                {
                    pending.RemoveAt(i);
                }
            }
        }
    }
}
