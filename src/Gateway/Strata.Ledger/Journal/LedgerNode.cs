using System.Security.Cryptography;

namespace Strata.Ledger.Journal;

/// <summary>The lasting name of this data directory's log among all that ship to one database.</summary>
public static class LedgerNode
{
    /// <summary>The name, made at the first call and kept in the directory from then on.</summary>
    /// <param name="dataDirectory">Where this process keeps its state.</param>
    public static string Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "node-id");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataDirectory);
            var beside = path + ".new";
            File.WriteAllText(beside, RandomNumberGenerator.GetHexString(16, lowercase: true));
            File.Move(beside, path, overwrite: true);
        }

        return File.ReadAllText(path).Trim();
    }
}
