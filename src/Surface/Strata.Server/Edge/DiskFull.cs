namespace Strata.Server.Edge;

/// <summary>Tells a full disk, or quota, from other failures.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Is(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if ((e is IOException && e.HResult is NoSpace or Quota or WindowsDiskFull) || e.Message.Contains("disk is full", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
