using System.Runtime.InteropServices;

namespace Strata.Storage.Durability;

/// <summary>
/// Directories whose entries survive a power cut. Creating, renaming or deleting a file changes its directory; the change
/// is on disk only after <see cref="Sync"/>. On Windows the file system journals names itself, and Sync does nothing.
/// </summary>
internal static class DurableDirectory
{
    /// <summary>Creates a directory with the missing ones above it, each durably.</summary>
    internal static void Create(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return;
        }

        var parent = Path.GetDirectoryName(full);
        if (parent is not null)
        {
            Create(parent);
        }

        Directory.CreateDirectory(full);
        if (parent is not null)
        {
            Sync(parent);
        }
    }

    /// <summary>Makes the present entries of a directory durable.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal static void Sync(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Posix.Open(path, Posix.OpenReadOnly);
        if (descriptor < 0)
        {
            throw Failed("open", path);
        }

        try
        {
            if (Posix.Sync(descriptor) != 0)
            {
                throw Failed("sync", path);
            }
        }
        finally
        {
            _ = Posix.Close(descriptor);
        }
    }

    private static IOException Failed(string what, string path) =>
        new($"Could not {what} the directory {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
}
