using Strata.Core.Generation;
using Strata.Models.Gguf;

namespace Strata.Inference.Loading;

/// <summary>What a file says about its model.</summary>
internal static class ModelDescriber
{
    public static ModelDescription Describe(GgufFile file, string name)
    {
        var architecture = Text(file, GgufLayout.ArchitectureKey);
        return new ModelDescription
        {
            Name = name,
            Architecture = architecture,
            Quantization = Quantization(file),
            Parameters = file.Parameters,
            SizeBytes = file.SizeBytes,
            ContextLength = file.Metadata.Int32Or(architecture + ".context_length", 0) is { IsOk: true } length ? length.Value : 0,
            Path = file.Path,
            IsEmbedder = file.Metadata.Int32Or(architecture + ".pooling_type", 0) is { IsOk: true, Value: > 0 },
            License = Text(file, "general.license"),
        };
    }

    /// <summary>The format that most bytes of matrices have.</summary>
    private static string Quantization(GgufFile file) => file.Tensors
        .Where(tensor => tensor.Dimensions.Count > 1)
        .GroupBy(tensor => tensor.Type)
        .OrderByDescending(group => group.Sum(tensor => tensor.SizeBytes))
        .Select(group => group.Key.ToString())
        .FirstOrDefault("");

    private static string Text(GgufFile file, string key) => file.Metadata.String(key, "") is { IsOk: true } text ? text.Value : "";
}
