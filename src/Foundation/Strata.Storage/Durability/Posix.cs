using System.Runtime.InteropServices;

namespace Strata.Storage.Durability;

/// <summary>The three calls that .NET does not offer for directories: a rename is durable only after its directory was synced.</summary>
internal static partial class Posix
{
    internal const int OpenReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);
}
