using System.Security.Cryptography;
using System.Text;
using Strata.Traces.Storage;

namespace Strata.Traces.Postgres;

/// <summary>The name of this process's local log among the replicas: a random one, kept beside the cache's folder, which is emptied.</summary>
internal static class ReplicaId
{
    public static string Read(string directory) => File.Exists(PathOf(directory)) ? File.ReadAllText(PathOf(directory)) : Renew(directory);

    public static string Renew(string directory)
    {
        var id = RandomNumberGenerator.GetHexString(32, lowercase: true);
        DurableFiles.Write(PathOf(directory), Encoding.UTF8.GetBytes(id));
        return id;
    }

    private static string PathOf(string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + ".id";
}
