using Strata.Models.Tokenizers.Patterns;

namespace Strata.Models.Tokenizers.Metadata;

/// <summary>The one table from the names in <c>tokenizer.ggml.pre</c> to families. A new name is one line here.</summary>
internal static class PreTokenizerTable
{
    private static readonly PreTokenizerFamily Gpt2 = new(() => new(new Gpt2Splitter()));
    private static readonly PreTokenizerFamily Digits = new(() => new(new NumberSplitter(1), new Gpt2Splitter()));
    private static readonly PreTokenizerFamily Llama3 = new(() => new(new Llama3Splitter(3)));
    private static readonly PreTokenizerFamily Qwen2 = new(() => new(new Llama3Splitter(1)));
    private static readonly PreTokenizerFamily Qwen35 = new(() => new(new Llama3Splitter(1, marksAreLetters: true)));

    private static readonly Dictionary<string, PreTokenizerFamily> ByName = Build();

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static PreTokenizerFamily? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, PreTokenizerFamily> Build()
    {
        var table = new Dictionary<string, PreTokenizerFamily>(StringComparer.Ordinal);
        Add(table, Gpt2, "gpt-2 phi-2 jina-es jina-de gigachat jina-v2-es jina-v2-de a.x-4.0 mellum modern-bert mpt olmo jais trillion granite-docling exaone4");
        Add(table, Gpt2, "jina-v1-en jina-v2-code roberta-bpe");
        Add(table, Digits, "starcoder refact command-r smollm codeshell exaone minerva-7b mellum2");
        Add(table, Llama3 with { WholeWords = true, AddBos = true }, "llama3 llama-v3 llama-bpe falcon3 falcon-h1 pixtral midm-2.0 lfm2 jina-v5-nano");
        Add(table, Llama3, "dbrx smaug-bpe glm4 chatglm-bpe");
        Add(table, Qwen2, "qwen2 deepseek-r1-qwen kormo f2llmv2 stablelm2 hunyuan solar-open megrez grok-2");
        Add(table, Qwen35, "qwen35");
        return table;
    }

    private static void Add(Dictionary<string, PreTokenizerFamily> table, PreTokenizerFamily family, string names)
    {
        foreach (var name in names.Split(' '))
        {
            table.Add(name, family);
        }
    }
}
