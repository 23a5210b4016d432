using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Tasks;

namespace Strata.Dialects.Local;

/// <summary>Vectors from a model of this process, one text after the other; who leaves stops it at the next.</summary>
public static class LocalEmbeddings
{
    /// <summary>The answer, with the tokens it took; what the model cannot do is refused by its name.</summary>
    public static async ValueTask<Result<EmbeddingAnswer>> MakeAsync(ITextModel model, EmbeddingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(request);
        var name = model.Description.Name;
        if (model is not IEmbeddingModel embedder)
        {
            return Problem.Unsupported("model", $"The model '{name}' makes no vectors.");
        }

        if (request.Dimensions is { } asked && asked != embedder.Width)
        {
            return Problem.Unsupported("dimensions", $"Vectors of '{name}' have {embedder.Width} numbers; other lengths are not offered.");
        }

        var tokens = 0L;
        var vectors = new List<ReadOnlyMemory<float>>(request.Inputs.Count);
        foreach (var input in request.Inputs)
        {
            if (input.Text is not { } text)
            {
                return Problem.Unsupported("input", "Token ids are not offered as input of a model of this server. Send the text.");
            }

            if (!(await embedder.EmbedAsync(text, cancellationToken)).Try(out var embedded, out var problem))
            {
                return problem with { Field = "input" };
            }

            vectors.Add(embedded.Vector);
            tokens += embedded.Tokens;
        }

        return new EmbeddingAnswer(vectors) { Model = name, Usage = new TokenUsage { Input = tokens } };
    }
}
