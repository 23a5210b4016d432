using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Options;

namespace Strata.Inference.Hosting;

/// <summary>Ranges of what a request may ask for; each fault names its parameter as OpenAI spells it.</summary>
internal static class RequestCheck
{
    public static Problem? Find(GenerationRequest request, InferenceOptions options) =>
        Find(request.Sampling) ?? FindStop(request.Stop, options) ?? (request.OutputTokensMax is < 1
            ? Problem.Invalid($"The output limit is {request.OutputTokensMax}; it must be at least 1.", "max_tokens")
            : null);

    private static Problem? Find(Sampling sampling) => sampling switch
    {
        { Temperature: not (>= 0 and <= 2) } => Problem.Invalid($"The temperature is {sampling.Temperature}; it must be from 0 to 2.", "temperature"),
        { TopK: < 0 } => Problem.Invalid($"top_k is {sampling.TopK}; it must be 0 or more.", "top_k"),
        { TopP: not (> 0 and <= 1) } => Problem.Invalid($"top_p is {sampling.TopP}; it must be above 0 and at most 1.", "top_p"),
        { MinP: not (>= 0 and <= 1) } => Problem.Invalid($"min_p is {sampling.MinP}; it must be from 0 to 1.", "min_p"),
        _ => null,
    };

    private static Problem? FindStop(IReadOnlyList<string> stop, InferenceOptions options)
    {
        if (stop.Count > options.StopTextsMax)
        {
            return Problem.Invalid($"There are {stop.Count} stop texts; at most {options.StopTextsMax} are possible.", "stop");
        }

        return stop.Any(text => text.Length == 0 || text.Length > options.StopCharsMax)
            ? Problem.Invalid($"A stop text must have 1 to {options.StopCharsMax} characters.", "stop")
            : null;
    }
}
