using Microsoft.Extensions.AI;
using Strata.Inference.Hosting;

namespace Strata.Inference.Clients;

/// <summary>
/// Embeddings from a decoder: the mean of the last hidden states over the text, scaled to length 1. That is a usable baseline for
/// similarity, not a trained embedding: a model made for embeddings separates better.
/// </summary>
internal sealed class StrataEmbeddingGenerator(TextModel model, int width) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata metadata = new("strata", null, model.Description.Name, width);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.Dimensions is { } dimensions && dimensions != width)
        {
            throw new NotSupportedException($"Dimensions is {dimensions}; this model's embeddings have {width}.");
        }

        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        var tokens = 0L;
        foreach (var value in values)
        {
            if (!(await model.EmbedAsync(value, cancellationToken)).Try(out var embedded, out var problem))
            {
                throw new ProblemException(problem);
            }

            embeddings.Add(new Embedding<float>(embedded.Vector) { ModelId = model.Description.Name });
            tokens += embedded.Tokens;
        }

        embeddings.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }
}
