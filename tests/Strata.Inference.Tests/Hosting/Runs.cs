using Strata.Core.Generation;
using Strata.Inference.Options;

namespace Strata.Inference.Tests.Hosting;

/// <summary>Loads a model and runs a request to its end.</summary>
internal static class Runs
{
    public static async Task<GgufModel> LoadAsync(string path, InferenceOptions? options = null) =>
        await GgufModel.LoadAsync(path, options ?? new InferenceOptions { Threads = 1 }, TestContext.Current.CancellationToken);

    public static async Task<(string Text, GenerationEvent Last)> RunAsync(this ITextModel model, GenerationRequest request)
    {
        var text = "";
        var last = default(GenerationEvent);
        await foreach (var step in model.GenerateAsync(model.Prepare(request).Value, TestContext.Current.CancellationToken))
        {
            text += step.Text;
            last = step;
        }

        return (text, last);
    }

    public static GenerationRequest Ask(string text, int tokens, Sampling? sampling = null) =>
        new() { Text = text, OutputTokensMax = tokens, Sampling = sampling ?? Sampling.Greedy };
}
