using Strata.Guard.Injection;
using Strata.Guard.Text;

namespace Strata.Guard.Sources;

/// <summary>
/// A score of attempts to steer the model, word by word: each rule counts once with its weight w, the score is 1 − Π(1 − w). At the
/// word that brings it over the threshold, one finding. A heuristic. Held back: the word at the end.
/// </summary>
internal sealed class InjectionSource(GuardRule rule, double threshold) : MatchSource
{
    private const int StepsMax = 4;
    private readonly int[] reached = new int[InjectionLexicon.Rules.Length * StepsMax];
    private uint fired;
    private double rest = 1;
    private int cursor;
    private int words = 1000;
    private bool isDone;

    /// <summary>What the rules say so far, 0 to 1.</summary>
    public double Score => 1 - rest;

    public override int LookBehind => 0;

    public override void Scan(in TextWindow window)
    {
        var text = window.Text;
        var at = cursor - window.Origin;
        while (!isDone && at < text.Length)
        {
            if (!IsWord(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && end - at <= InjectionLexicon.WordMax && IsWord(text[end]))
            {
                end++;
            }

            if (end == text.Length && !window.IsFinal)
            {
                break;
            }

            if (InjectionLexicon.Words.TryGetValue(text[at..end], out var of))
            {
                Take(of, window.Origin + at, window.Origin + end);
            }

            words++;
            at = end;
        }

        cursor = window.Origin + (isDone ? text.Length : at);
        DecidedTo = cursor;
    }

    private static bool IsWord(char c) => Chars.Is(c, CharSet.Word) || c is '\'' or '\u2019';

    private void Take(WordClass of, int start, int end)
    {
        for (var r = 0; r < InjectionLexicon.Rules.Length; r++)
        {
            var (weight, gap, steps) = InjectionLexicon.Rules[r];
            for (var s = steps.Length - 1; s >= 0; s--)
            {
                if ((of & steps[s]) == 0 || (s > 0 && words - reached[(r * StepsMax) + s - 1] > gap + 1))
                {
                    continue;
                }

                reached[(r * StepsMax) + s] = words;
                if (s == steps.Length - 1 && (fired >> r & 1) == 0)
                {
                    fired |= 1u << r;
                    rest *= 1 - weight;
                }
            }
        }

        if (Score >= threshold)
        {
            isDone = true;
            Report(new Match(rule, start, end));
        }
    }
}
