using Strata.Core.Results;

namespace Strata.Models.Store;

/// <summary>A folder that one pull fills. The lock beside it is held by an open file, so a killed process lets go of it.</summary>
internal sealed class Staging : IDisposable
{
    private readonly FileStream guard;

    private Staging(string folder, FileStream guard) => (Folder, this.guard) = (folder, guard);

    public string Folder { get; }

    public static Result<Staging> Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new Staging(folder, new FileStream(folder + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return File.Exists(folder + ".lock")
                ? new Problem(ProblemCode.Conflict, "Another pull of the same source is running; wait for it.")
                : new Problem(ProblemCode.StorageFailed, $"'{folder}' cannot be written: {e.Message}");
        }
    }

    public string PathOf(string fileName) => Path.Combine(Folder, fileName);

    public void Dispose() => guard.Dispose();
}
