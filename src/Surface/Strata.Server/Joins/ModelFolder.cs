using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Hosting;

namespace Strata.Server.Joins;

/// <summary>GGUF files that lie in the models folder answer by their file name.</summary>
internal sealed class ModelFolder(string folder) : IModelLocator
{
    private const int FilesMax = 1000;

    public IReadOnlyList<ModelDescription> List() => !Directory.Exists(folder) ? [] :
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*.gguf").Take(FilesMax).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => new ModelDescription
        {
            Name = Path.GetFileNameWithoutExtension(f.Name),
            Path = f.FullName,
            SizeBytes = f.Length,
            AddedAt = f.LastWriteTimeUtc,
        }),
    ];

    public Result<ModelDescription> Find(string name) => List().FirstOrDefault(m => m.Name == name) is { } model
        ? model
        : new Problem(ProblemCode.ModelNotFound, $"There is no model '{name}' on this machine. 'strata pull' fetches one; a path to a GGUF file works too.") { Field = "model" };
}
