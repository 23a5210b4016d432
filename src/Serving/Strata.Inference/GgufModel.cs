using Microsoft.Extensions.AI;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Clients;
using Strata.Inference.Hosting;
using Strata.Inference.Options;

namespace Strata.Inference;

/// <summary>
/// A model file as a library, without the server:
/// <code>
/// await using var model = await GgufModel.LoadAsync("model.gguf");
/// IChatClient client = model.AsChatClient();
/// Console.WriteLine(await client.GetResponseAsync("Hello!"));
/// </code>
/// </summary>
public sealed class GgufModel : IAsyncDisposable
{
    private readonly ModelHost host;
    private readonly TextModel model;

    private GgufModel(ModelHost host, TextModel model)
    {
        this.host = host;
        this.model = model;
    }

    /// <summary>The model behind the clients.</summary>
    public ITextModel Model => model;

    /// <summary>Loads a file, and the others of a split model beside it.</summary>
    /// <exception cref="ProblemException">The file is missing, damaged, or of an architecture this build does not run.</exception>
    public static async Task<GgufModel> LoadAsync(string path, InferenceOptions? options = null, CancellationToken cancellationToken = default) =>
        (await TryLoadAsync(path, options, cancellationToken)).Try(out var model, out var problem) ? model : throw new ProblemException(problem);

    /// <summary>As <see cref="LoadAsync"/>, with the failure as a value.</summary>
    public static async Task<Result<GgufModel>> TryLoadAsync(string path, InferenceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var host = new ModelHost(null, options ?? new InferenceOptions(), TimeProvider.System);
        var isHandedOver = false;
        try
        {
            var opened = await host.OpenAsync(path, cancellationToken);
            isHandedOver = opened.IsOk;
            return opened.IsOk ? new GgufModel(host, (TextModel)opened.Value) : opened.Problem;
        }
        finally
        {
            if (!isHandedOver)
            {
                await host.DisposeAsync(); // also where the caller left during the load
            }
        }
    }

    /// <summary>A chat client. It lives as long as the model.</summary>
    public IChatClient AsChatClient() => new StrataChatClient(model);

    /// <summary>
    /// Embeddings: the mean of the last hidden states, of length 1. A baseline, since the model was not trained for it.
    /// </summary>
    public IEmbeddingGenerator<string, Embedding<float>> AsEmbeddingGenerator() => new StrataEmbeddingGenerator(model, model.Width);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await model.DisposeAsync();
        await host.DisposeAsync();
    }
}
