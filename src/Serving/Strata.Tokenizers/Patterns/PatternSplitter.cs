using Strata.Core.Results;

namespace Strata.Tokenizers.Patterns;

/// <summary>Cuts out what a regular expression matches; an empty match does not count.</summary>
internal sealed class PatternSplitter : ISplitter
{
    private readonly PatternInstruction[] code;

    private PatternSplitter(PatternInstruction[] code) => this.code = code;

    public static Result<PatternSplitter> Create(string pattern) =>
        PatternCompiler.Compile(pattern).Then<PatternSplitter>(code => new PatternSplitter(code));

    /// <summary>For patterns written in this code base.</summary>
    public static PatternSplitter Known(string pattern) => Create(pattern).Value;

    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        var matcher = new PatternMatcher(code, text);
        for (start = from; start < text.Length && !matcher.Exhausted; start++)
        {
            if (matcher.TryMatch(0, start, out end) && end > start)
            {
                matcher.Dispose();
                return true;
            }

            start += char.IsHighSurrogate(text[start]) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]) ? 1 : 0;
        }

        matcher.Dispose();
        start = end = text.Length;
        return false;
    }
}
