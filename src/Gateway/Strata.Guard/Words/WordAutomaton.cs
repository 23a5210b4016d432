using System.Buffers;
using Strata.Core.Results;
using Strata.Guard.Options;
using Strata.Guard.Text;

namespace Strata.Guard.Words;

/// <summary>
/// Aho and Corasick's automaton as a table: one step per character, whatever the number of words. Characters that no word holds
/// share class 0. Immutable.
/// </summary>
internal sealed class WordAutomaton
{
    private const int WordMax = 256;
    private const int CellsMax = 8 << 20;

    private const int LowLength = 128;

    private readonly Dictionary<char, int> classes = [];
    private readonly int[] low = new int[LowLength];
    private readonly bool isFolded;
    private int[] next = [];
    private int[] depths = [];
    private int[] outputs = [];
    private int[] shorter = [];

    private WordAutomaton(KeywordSetOptions options)
    {
        isFolded = !options.CaseSensitive;
        WholeWords = options.WholeWords;
    }

    public bool WholeWords { get; }

    /// <summary>The longest word.</summary>
    public int LongestWord { get; private set; }

    /// <summary>What the first character of a word can be, in the cases that count.</summary>
    public SearchValues<char> Firsts { get; private set; } = SearchValues.Create("");

    public static Result<WordAutomaton> Build(KeywordSetOptions options)
    {
        var automaton = new WordAutomaton(options);
        var words = options.Words.Select(automaton.Fold).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (words.Length == 0 || words.Any(w => w.Length > WordMax))
        {
            return Problem.Invalid($"needs words of 1 to {WordMax} characters.", "words");
        }

        foreach (var c in words.SelectMany(w => w))
        {
            automaton.classes.TryAdd(c, automaton.classes.Count + 1);
        }

        var states = words.Sum(w => (long)w.Length) + 1;
        if (states * (automaton.classes.Count + 1) > CellsMax)
        {
            return Problem.Invalid("holds too many words for one set. Split it.", "words");
        }

        automaton.Fill(words, (int)states);
        return automaton;
    }

    public int Step(int state, char c) => next[(state * (classes.Count + 1)) + (c < LowLength ? low[c] : ClassOf(c))];

    /// <summary>How many of the last characters are the beginning of a word.</summary>
    public int Depth(int state) => depths[state];

    /// <summary>The longest word that ends here and the state that knows the next shorter one; length 0 for none.</summary>
    public (int Length, int Shorter) Output(int state) => outputs[state] == 0 ? default : (depths[outputs[state]], shorter[outputs[state]]);

    /// <summary>Whether the word stands by itself where the set asks for whole words.</summary>
    public bool Stands(char before, ReadOnlySpan<char> word, char after) =>
        !WholeWords || !((Chars.IsWord(before) && Chars.IsWord(word[0])) || (Chars.IsWord(after) && Chars.IsWord(word[^1])));

    private int ClassOf(char c) => classes.GetValueOrDefault(isFolded ? char.ToLowerInvariant(c) : c);

    private string Fold(string word) => isFolded ? word.Trim().ToLowerInvariant() : word.Trim();

    private void Fill(string[] words, int states)
    {
        var width = classes.Count + 1;
        next = new int[states * width];
        depths = new int[states];
        outputs = new int[states];
        shorter = new int[states];
        var count = 1;
        foreach (var word in words)
        {
            var state = 0;
            foreach (var c in word)
            {
                ref var cell = ref next[(state * width) + classes[c]];
                if (cell == 0)
                {
                    depths[count] = depths[state] + 1;
                    cell = count++;
                }

                state = cell;
            }

            outputs[state] = state;
            LongestWord = Math.Max(LongestWord, word.Length);
        }

        Link(width);
        for (var c = '\0'; c < LowLength; c++)
        {
            low[c] = ClassOf(c);
        }

        Firsts = SearchValues.Create(FirstsOf(words));
    }

    /// <summary>The first characters, and where case does not count everything that folds to one of them.</summary>
    private string FirstsOf(string[] words)
    {
        var firsts = words.Select(w => w[0]).ToHashSet();
        return string.Concat(isFolded ? firsts.SelectMany(c => CaseFolds.FoldingTo(c)) : firsts);
    }

    /// <summary>Breadth first: what a state lacks it takes from the longest suffix that is a state too.</summary>
    private void Link(int width)
    {
        var suffixes = new int[depths.Length];
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out var state))
        {
            for (var c = 1; c < width; c++)
            {
                ref var cell = ref next[(state * width) + c];
                var fallback = state == 0 ? 0 : next[(suffixes[state] * width) + c];
                if (cell == 0)
                {
                    cell = fallback;
                    continue;
                }

                suffixes[cell] = fallback;
                shorter[cell] = outputs[fallback];
                outputs[cell] = outputs[cell] == 0 ? outputs[fallback] : outputs[cell];
                queue.Enqueue(cell);
            }
        }
    }
}
