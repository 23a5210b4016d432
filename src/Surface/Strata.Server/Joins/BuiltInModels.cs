using Strata.Core.Generation;

namespace Strata.Server.Joins;

/// <summary>The models that lie beside this program (<c>models/tiny</c> has how they were made). None where somebody took them away.</summary>
internal static class BuiltInModels
{
    private static readonly string[] Names = ["strata-tiny", "strata-tiny-embed"];

    public static IReadOnlyList<ModelDescription> List() =>
        [.. Names.Select(name => (Name: name, File: new FileInfo(Path.Combine(AppContext.BaseDirectory, "models", name + ".gguf")))).Where(m => m.File.Exists).Select(m => Describe(m.Name, m.File))];

    private static ModelDescription Describe(string name, FileInfo file) => new()
    {
        Name = name,
        Path = file.FullName,
        SizeBytes = file.Length,
        Architecture = "llama",
        Quantization = "Q8_0",
        AddedAt = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
        License = "Apache-2.0",
        IsBuiltIn = true,
        IsEmbedder = name.EndsWith("-embed", StringComparison.Ordinal),
    };
}
