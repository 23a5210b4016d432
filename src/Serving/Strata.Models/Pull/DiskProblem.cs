using Strata.Core.Results;

namespace Strata.Models.Pull;

/// <summary>Tells a full or failing disk from a failing connection; both are IOExceptions.</summary>
internal static class DiskProblem
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int ReadOnly = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Is(Exception e) => e is UnauthorizedAccessException
        || (e is IOException and not HttpIOException && e.HResult is NoSpace or QuotaExceeded or ReadOnly or WindowsDiskFull);

    public static Problem Describe(Exception e, string folder) =>
        new(ProblemCode.StorageFailed, $"'{folder}' cannot take the model: {e.Message} Free some space, or choose another directory; the next pull goes on from here.");

    /// <summary>Refuses what cannot fit before the first byte is fetched.</summary>
    public static void CheckRoom(string folder, long neededBytes)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free < neededBytes)
        {
            throw new SourceException(new Problem(
                ProblemCode.StorageFailed, $"The disk of '{folder}' has {free} bytes free, and {neededBytes} more are needed. Free some space, or choose another directory."));
        }
    }
}
