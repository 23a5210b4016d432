namespace Strata.Tokenizers.Metadata;

/// <summary>
/// Which special tokens swallow the blanks beside them. GGUF has no key for it; the families that do it are known by name.
/// </summary>
internal static class StripRules
{
    /// <summary>Tokens that strip to the left, and to the right.</summary>
    public static (HashSet<int> Left, HashSet<int> Right) For(TokenizerMetadata metadata, Vocabulary vocabulary)
    {
        var left = new HashSet<int>();
        var right = new HashSet<int>();
        var name = metadata.ModelName?.ToLowerInvariant() ?? string.Empty;
        if (metadata.Pre is "jina-v2-de" or "jina-v2-es" or "jina-v2-code" || metadata.Architecture is "nomic-bert-moe" or "jina-bert-v3")
        {
            Add(left, vocabulary, "<mask>");
        }
        else if (name.Contains("phi-3", StringComparison.Ordinal) || name.Contains("phi3", StringComparison.Ordinal))
        {
            right.UnionWith(Enumerable.Range(0, vocabulary.Count)
                .Where(id => vocabulary.Kind(id) is TokenKind.Control or TokenKind.UserDefined or TokenKind.Unknown));
            Add(right, vocabulary, "</s>");
            foreach (var plain in new[] { "<unk>", "<s>", "<|endoftext|>" })
            {
                right.Remove(vocabulary.Find(plain) ?? -1);
            }
        }
        else if (name.Contains("modern-bert", StringComparison.Ordinal))
        {
            Add(left, vocabulary, "[MASK]");
        }

        return (left, right);
    }

    private static void Add(HashSet<int> set, Vocabulary vocabulary, string text)
    {
        if (vocabulary.Find(text) is { } id)
        {
            set.Add(id);
        }
    }
}
