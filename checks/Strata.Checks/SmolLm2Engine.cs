using System.Text.Json.Nodes;
using Strata.Core.Generation;
using Strata.Inference;
using Strata.Inference.Options;

namespace Strata.Checks;

/// <summary>The goldens once more through the whole engine, all at once: the model's own template, the scheduler, streamed text.</summary>
internal static class SmolLm2Engine
{
    public static async Task RunAsync(string modelPath, Dictionary<string, JsonNode> prompts, List<JsonNode> goldens, Tally tally)
    {
        await using var model = await GgufModel.LoadAsync(modelPath, new InferenceOptions { Exact = true, QueueMax = goldens.Count });
        var equal = (await Task.WhenAll(goldens.Select(golden => IsEqualAsync(model.Model, prompts[(string)golden["id"]!], golden)))).Count(same => same);
        Console.WriteLine($"answers through the engine equal: {equal} of {goldens.Count}");
        if (equal >= 0.95 * goldens.Count)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail($"answers through the engine equal for {equal} of {goldens.Count} only");
        }
    }

    private static async Task<bool> IsEqualAsync(ITextModel model, JsonNode prompt, JsonNode golden)
    {
        var request = new GenerationRequest { Sampling = Sampling.Greedy, OutputTokensMax = 64 };
        request = prompt["messages"] is JsonArray messages
            ? request with { Messages = [.. messages.Select(message => new PromptMessage((string)message!["role"]!, (string)message["content"]!))] }
            : request with { Tokens = [.. golden["prompt_tokens"]!.AsArray().Select(id => (int)id!)] };
        var prepared = model.Prepare(request).Value;
        var text = "";
        await foreach (var step in model.GenerateAsync(prepared, default))
        {
            text += step.Text;
        }

        var expected = (string)golden["output_text"]!;
        expected = (string?)golden["finish"] == "stop" ? expected.Replace("<|im_end|>", "", StringComparison.Ordinal) : expected;
        var same = text == expected && prepared.PromptTokens == golden["prompt_tokens"]!.AsArray().Count;
        if (!same)
        {
            Console.WriteLine($"  '{golden["id"]}': {prepared.PromptTokens} prompt tokens; got \"{text}\", expected \"{expected}\"");
        }

        return same;
    }
}
