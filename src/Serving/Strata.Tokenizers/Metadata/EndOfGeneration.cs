namespace Strata.Tokenizers.Metadata;

/// <summary>
/// Which tokens end a generation. Files name one or two; models emit others, known only by their spelling. A token found
/// here by spelling is control, whatever the file says, so that user text cannot make it.
/// </summary>
internal static class EndOfGeneration
{
    private static readonly string[] TurnEnds =
    [
        "<|eot_id|>", "<|im_end|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|end_of_text|>", "<EOT>", "_<EOT>", "[EOT]",
        "<｜end▁of▁sentence｜>", "<end_of_utterance>",
    ];

    private static readonly string[] Ends =
    [
        .. TurnEnds, "<|return|>", "<|call|>", "<|flush|>", "<|calls|>", "</s>", "<|eom_id|>", "[EOS]", "<eos>", "<turn|>",
        "<|tool_response>", "[e~[",
        "<|fim_pad|>", "<fim-pad>", "<fim_pad>", "<|fim_repo|>", "<|repo_name|>", "<fim-repo>", "<REPO>", "<reponame>", "<|file_sep|>",
    ];

    /// <summary>The end-of-turn id and the whole set; marks what it finds as control in <paramref name="kinds"/>.</summary>
    /// <param name="special">What the file says.</param>
    /// <param name="tokens">The spellings to look through.</param>
    /// <param name="endOfMessage">One more end the file may name.</param>
    /// <param name="kinds">The kinds of the tokens.</param>
    public static SpecialTokens Complete(SpecialTokens special, IReadOnlyList<string> tokens, int? endOfMessage, TokenKind[] kinds)
    {
        var ids = Spelled(tokens);
        var eot = special.Eot ?? First(TurnEnds, ids);
        var set = new HashSet<int>(ids.Values);
        set.UnionWith(new[] { special.Eos, eot, endOfMessage }.OfType<int>().Where(id => id >= 0 && id < kinds.Length));
        foreach (var id in ids.Values)
        {
            kinds[id] = TokenKind.Control;
        }

        // Harmony and Solar use <|end|> inside an answer; Gemma 4 uses </s> as text.
        if (ids.ContainsKey("<|call|>") && ids.ContainsKey("<|return|>") || ids.ContainsKey("<|calls|>") && ids.ContainsKey("<|flush|>"))
        {
            Demote("<|end|>", TokenKind.UserDefined, ids, set, kinds);
        }

        if (ids.ContainsKey("<|tool_response>"))
        {
            Demote("</s>", TokenKind.Normal, ids, set, kinds);
        }

        return special with { Eot = eot, EndOfGeneration = set };
    }

    private static Dictionary<string, int> Spelled(IReadOnlyList<string> tokens)
    {
        var wanted = Ends.ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < tokens.Count; id++)
        {
            if (wanted.Contains(tokens[id]))
            {
                found.TryAdd(tokens[id], id);
            }
        }

        return found;
    }

    private static int? First(string[] names, Dictionary<string, int> ids)
    {
        foreach (var name in names)
        {
            if (ids.TryGetValue(name, out var id))
            {
                return id;
            }
        }

        return null;
    }

    private static void Demote(string name, TokenKind kind, Dictionary<string, int> ids, HashSet<int> set, TokenKind[] kinds)
    {
        if (ids.TryGetValue(name, out var id))
        {
            set.Remove(id);
            kinds[id] = kind;
        }
    }
}
