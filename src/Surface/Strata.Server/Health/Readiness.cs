using Strata.Core.Results;

namespace Strata.Server.Health;

/// <summary>Whether this process can serve: started, not stopping, and able to write its data folder.</summary>
internal sealed class Readiness(string dataFolder)
{
    private readonly Lock gate = new();
    private volatile bool serving;

    public void SetServing(bool value) => serving = value;

    public Result<Done> Check()
    {
        if (!serving)
        {
            return new Problem(ProblemCode.Unavailable, "The server is starting or stopping.");
        }

        var probe = Path.Combine(dataFolder, ".ready");
        try
        {
            lock (gate)
            {
                File.WriteAllBytes(probe, [1]); // one at a time: the file is locked while it is written
            }

            return Done.Value;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.StorageFailed, "The data folder cannot be written. Check its space and permissions.");
        }
    }
}
