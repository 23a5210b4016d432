using System.Security.Cryptography;

namespace Strata.Server.Hosting;

/// <summary>Small files that only this user may read.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>The 32 random bytes kept in a file, made at the first time.</summary>
    public static byte[] Secret(string path)
    {
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: 32 } kept)
        {
            return kept;
        }

        var fresh = RandomNumberGenerator.GetBytes(32);
        Write(path, fresh);
        return fresh;
    }
}
