using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Engine;
using Strata.Inference.Graphs;
using Strata.Inference.Kv;
using Strata.Inference.Options;
using Strata.Inference.Prompts;
using Strata.Inference.Specs;
using Strata.Models.Gguf;
using Strata.Tokenizers;
using Strata.Tokenizers.Loading;
using Strata.Numerics.Threads;

namespace Strata.Inference.Loading;

/// <summary>Everything of a model in memory: its file, tokenizer, template, graph and engine. Disposing it ends the engine first.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly GgufFile file;
    private readonly WorkerPool pool;

    private LoadedModel(GgufFile file, Parts parts, InferenceOptions options, string name)
    {
        this.file = file;
        (Spec, Tokenizer, Prompts) = (parts.Spec, parts.Tokenizer, parts.Prompts);
        var layout = new KvLayout(Spec, options.KvPrecision == KvPrecision.Half);
        var blocks = (int)Math.Clamp(options.KvBytesMax / layout.BlockBytes, 1, int.MaxValue / KvLayout.BlockTokens);
        ContextMax = Math.Min(options.ContextTokensMax > 0 ? options.ContextTokensMax : Spec.ContextLength, blocks * KvLayout.BlockTokens);
        pool = new WorkerPool(options.Threads > 0 ? options.Threads : Environment.ProcessorCount);
        var graphOptions = new GraphOptions(options.Exact, TokenEngine.TokensOfStep(options), options.SequencesMax);
        Engine = new TokenEngine(new DecoderGraph(Spec, parts.Weights, graphOptions, pool), new KvPool(layout, blocks), options);
        Description = ModelDescriber.Describe(file, name) with { ContextLength = ContextMax, Loaded = true, TakesTools = Prompts.TakesTools, TakesSchema = Prompts.TakesSchema };
    }

    public ModelSpec Spec { get; }

    public Tokenizer Tokenizer { get; }

    public PromptBuilder Prompts { get; }

    public TokenEngine Engine { get; }

    /// <summary>Tokens of context that the model, the options and the cache's memory allow.</summary>
    public int ContextMax { get; }

    public ModelDescription Description { get; }

    /// <summary>Maps and checks a file; nothing of it is computed yet.</summary>
    public static Result<LoadedModel> Load(string path, string name, InferenceOptions options, TimeProvider time)
    {
        if (!GgufFile.Open(path).Try(out var file, out var problem))
        {
            return problem;
        }

        var parts = Parts.Read(file, name, time);
        if (!parts.IsOk)
        {
            file.Dispose();
            return parts.Problem;
        }

        return new LoadedModel(file, parts.Value, options, name);
    }

    public void Dispose()
    {
        Engine.Dispose();
        pool.Dispose();
        file.Dispose();
    }

    private sealed record Parts(ModelSpec Spec, ModelWeights Weights, Tokenizer Tokenizer, PromptBuilder Prompts)
    {
        public static Result<Parts> Read(GgufFile file, string name, TimeProvider time)
        {
            if (!ModelSpecReader.Read(file).Try(out var spec, out var problem)
                || !WeightReader.Read(file, spec).Try(out var weights, out problem)
                || !GgufTokenizer.Read(file.Metadata).Then(TokenizerFactory.FromMetadata).Try(out var tokenizer, out problem))
            {
                return problem;
            }

            if (tokenizer.VocabularySize > spec.Vocabulary)
            {
                return Problem.Corrupt($"The tokenizer has {tokenizer.VocabularySize} tokens and the embedding {spec.Vocabulary}.", "tokenizer.ggml.tokens");
            }

            return new Parts(spec, weights, tokenizer, new PromptBuilder(file.Metadata, tokenizer, name, time));
        }
    }
}
