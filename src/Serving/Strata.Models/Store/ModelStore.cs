using Strata.Core.Results;

namespace Strata.Models.Store;

/// <summary>
/// Models in a directory, one folder each:
/// <code>
/// DIR/smollm2/model.json   manifest, with version and checksum
/// DIR/smollm2/….gguf       the files it names
/// DIR/.partial/KEY/        what is still on its way; never listed, resumed by the next pull
/// </code>
/// A model appears by one rename of its finished folder, so a killed pull leaves a model whole or absent.
/// </summary>
public sealed class ModelStore
{
    private const string ManifestName = "model.json";

    private readonly string directory;

    private ModelStore(string directory) => this.directory = directory;

    /// <summary>The directory of the store.</summary>
    public string Directory => directory;

    /// <summary>Opens a store, making its directory if there is none.</summary>
    public static Result<ModelStore> Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            return new ModelStore(Path.GetFullPath(directory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The model directory '{directory}' cannot be used: {e.Message}");
        }
    }

    /// <summary>The whole models, by name. Folders without a readable manifest are left out; <see cref="Find"/> says why.</summary>
    public IReadOnlyList<StoredModel> List() =>
    [
        .. System.IO.Directory.EnumerateDirectories(directory)
            .Select(folder => Path.GetFileName(folder))
            .Where(ModelName.IsValid)
            .Order(StringComparer.Ordinal)
            .Select(Read)
            .Where(model => model.IsOk)
            .Select(model => model.Value),
    ];

    /// <summary>A model by name, or a <c>.gguf</c> file by path.</summary>
    /// <returns>The model; <see cref="ProblemCode.ModelNotFound"/>, or <see cref="ProblemCode.CorruptData"/> for a damaged one.</returns>
    public Result<StoredModel> Find(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        var looksLikePath = nameOrPath.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || nameOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (looksLikePath)
        {
            var file = new FileInfo(nameOrPath);
            return file.Exists
                ? new StoredModel(nameOrPath, file.FullName, file.Length)
                : new Problem(ProblemCode.ModelNotFound, $"There is no file '{nameOrPath}'.") { Field = "model" };
        }

        return ModelName.IsValid(nameOrPath) && System.IO.Directory.Exists(Folder(nameOrPath))
            ? Read(nameOrPath)
            : new Problem(ProblemCode.ModelNotFound, $"There is no model '{nameOrPath}' here. Pull it, or give the path of a .gguf file.") { Field = "model" };
    }

    /// <summary>Removes a model and its files.</summary>
    public Result<Done> Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ModelName.IsValid(name) || !System.IO.Directory.Exists(Folder(name)))
        {
            return new Problem(ProblemCode.ModelNotFound, $"There is no model '{name}' here.") { Field = "model" };
        }

        try
        {
            Discard(Folder(name), name);
            return Done.Value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, $"The model '{name}' cannot be removed: {e.Message}");
        }
    }

    /// <summary>A place for files on their way, the same for the same key, so that a later pull goes on where this one stopped.</summary>
    /// <returns>The place; <see cref="ProblemCode.Conflict"/> while another process fills it.</returns>
    internal Result<Staging> Stage(string key) => Staging.Open(Path.Combine(directory, ".partial", key));

    /// <summary>Makes a staged folder a model, in place of one of the same name. All of its files must be on disk already.</summary>
    internal StoredModel Commit(Staging staging, ModelManifest manifest)
    {
        foreach (var stray in System.IO.Directory.EnumerateFiles(staging.Folder).Where(path => !manifest.Files.Any(file => file.Name == Path.GetFileName(path))))
        {
            File.Delete(stray);
        }

        using (var file = new FileStream(Path.Combine(staging.Folder, ManifestName), FileMode.Create))
        {
            file.Write(ManifestLayout.Write(manifest));
            file.Flush(flushToDisk: true);
        }

        var folder = Folder(manifest.Name);
        if (System.IO.Directory.Exists(folder))
        {
            Discard(folder, manifest.Name);
        }

        System.IO.Directory.Move(staging.Folder, folder);
        return Stored(manifest);
    }

    private Result<StoredModel> Read(string name)
    {
        var path = Path.Combine(Folder(name), ManifestName);
        try
        {
            return ManifestLayout.Read(File.ReadAllBytes(path), path).Then(manifest => Whole(name, manifest));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Problem.Corrupt($"The model '{name}' has no readable manifest; remove it and pull it again.", "model");
        }
    }

    private Result<StoredModel> Whole(string name, ModelManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            var info = new FileInfo(Path.Combine(Folder(name), file.Name));
            if (file.Name != Path.GetFileName(file.Name) || !info.Exists || info.Length != file.SizeBytes)
            {
                return Problem.Corrupt($"The file '{file.Name}' of model '{name}' is missing or has another size; pull the model again.", "model");
            }
        }

        return Stored(manifest with { Name = name });
    }

    private StoredModel Stored(ModelManifest manifest) =>
        new(manifest.Name, Path.Combine(Folder(manifest.Name), manifest.Files[0].Name), manifest.Files.Sum(file => file.SizeBytes)) { Manifest = manifest };

    private string Folder(string name) => Path.Combine(directory, name);

    /// <summary>Takes a folder out of sight by one rename, then deletes it.</summary>
    private void Discard(string folder, string name)
    {
        var away = Path.Combine(directory, ".removed-" + name);
        if (System.IO.Directory.Exists(away))
        {
            System.IO.Directory.Delete(away, recursive: true);
        }

        System.IO.Directory.Move(folder, away);
        System.IO.Directory.Delete(away, recursive: true);
    }
}
