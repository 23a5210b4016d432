using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.Metadata;

/// <summary>
/// The one table from the names in <c>tokenizer.ggml.pre</c> to families. A new name is one line here; a new family is its
/// pattern in <see cref="FamilyPatterns"/> and one line. Splitters are built when a model asks for them.
/// </summary>
internal static class PreTokenizerTable
{
    private static readonly PreTokenizerFamily Gpt2 = new(() => new(new Gpt2Splitter()));
    private static readonly PreTokenizerFamily Digits = new(() => new(new NumberSplitter(1), new Gpt2Splitter()));
    private static readonly PreTokenizerFamily Llama3 = new(() => new(new Llama3Splitter(3)));
    private static readonly PreTokenizerFamily Qwen2 = new(() => new(new Llama3Splitter(1)));

    private static readonly Dictionary<string, PreTokenizerFamily> ByName = Build();

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static PreTokenizerFamily? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, PreTokenizerFamily> Build()
    {
        var table = new Dictionary<string, PreTokenizerFamily>(StringComparer.Ordinal);
        AddWritten(table);
        Add(table, Patterns(FamilyPatterns.Punctuation, null, @"\p{N}+", "[0-9][0-9][0-9]"), "default");
        Add(table, Patterns(FamilyPatterns.PunctuationAndBacktick, null, "[0-9][0-9][0-9]"), "falcon");
        Add(table, Patterns("[\r\n]", @"\s?\p{L}+", @"\s?\p{P}+", FamilyPatterns.EastAsian, @"\p{N}"), "deepseek-coder");
        Add(table, new(() => new(
            PatternSplitter.Known("[\r\n]"), PatternSplitter.Known(FamilyPatterns.CasedLetters), PatternSplitter.Known(FamilyPatterns.WidePunctuation),
            new TrailingSpaceSplitter(), PatternSplitter.Known(FamilyPatterns.EastAsian), new NumberSplitter(int.MaxValue))), "deepseek-llm");
        Add(table, Patterns(@"\p{N}{1,3}", FamilyPatterns.CjkAndKana, FamilyPatterns.DeepSeek3), "deepseek-v3 hunyuan-dense joyai-llm hy_v4");
        Add(table, Patterns(FamilyPatterns.Tekken) with { WholeWords = true, AddBos = true }, "tekken");
        Add(table, Patterns(FamilyPatterns.Gpt4o), "gpt-4o llama4 kanana2 talkie minimax-m2");
        Add(table, Patterns(FamilyPatterns.Gpt4o) with { WholeWords = true }, "granite-embed-multi-97m");
        Add(table, Patterns(FamilyPatterns.KimiK2), "kimi-k2");
        Add(table, Patterns(FamilyPatterns.BailingMoe), "bailingmoe bailingmoe2 llada-moe");
        Add(table, Patterns(FamilyPatterns.SeedCoder), "seed-coder");
        Add(table, Patterns(FamilyPatterns.ExaoneMoe), "exaone-moe");
        Add(table, Patterns(FamilyPatterns.Ufakzeka), "ufakzeka");
        Add(table, Patterns(FamilyPatterns.Jais2), "jais-2");
        Add(table, Patterns(@"\p{N}{1,3}", FamilyPatterns.MiniCpm5) with { WholeWords = true }, "minicpm5");
        Add(table, Patterns(FamilyPatterns.YoutuScripts, FamilyPatterns.Youtu) with { WholeWords = true }, "youtu");
        Add(table, Patterns(FamilyPatterns.Bloom), "poro-chat bloom gpt3-finnish");
        Add(table, Patterns(FamilyPatterns.Bloom, @"\p{N}"), "viking");
        Add(table, new(() => new(PatternSplitter.Known(@"[^\n]+|\n+"), new Llama3Splitter(1))), "laguna");
        return table;
    }

    private static void AddWritten(Dictionary<string, PreTokenizerFamily> table)
    {
        Add(table, Gpt2, "gpt-2 phi-2 jina-es jina-de gigachat jina-v2-es jina-v2-de a.x-4.0 mellum modern-bert mpt olmo jais trillion");
        Add(table, Gpt2, "granite-docling exaone4");
        Add(table, Gpt2 with { Encoder = true }, "jina-v1-en jina-v2-code roberta-bpe");
        Add(table, Digits, "starcoder refact command-r smollm codeshell exaone minerva-7b mellum2");
        Add(table, Llama3 with { WholeWords = true, AddBos = true }, "llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano");
        Add(table, Llama3, "dbrx smaug-bpe glm4 chatglm-bpe");
        Add(table, Qwen2, "qwen2 deepseek-r1-qwen kormo f2llmv2 stablelm2 hunyuan solar-open megrez grok-2");
        Add(table, new(() => new(new Llama3Splitter(1, marksAreLetters: true))), "qwen35");
    }

    // Null stands for GPT-2's words, which are written by hand.
    private static PreTokenizerFamily Patterns(params string?[] patterns) => new(() => new(
        [.. patterns.Select(p => p is null ? (ISplitter)new Gpt2Splitter() : PatternSplitter.Known(p))]));

    private static void Add(Dictionary<string, PreTokenizerFamily> table, PreTokenizerFamily family, string names)
    {
        foreach (var name in names.Split(' '))
        {
            table.Add(name, family);
        }
    }
}
