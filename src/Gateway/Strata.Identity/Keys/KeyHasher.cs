using System.Security.Cryptography;
using System.Text;

namespace Strata.Identity.Keys;

/// <summary>
/// HMAC-SHA256 of secrets under a pepper that the database does not hold: who copies the database has no keys. A slow password
/// hash is not needed: the secrets are 200 random bits.
/// </summary>
public sealed class KeyHasher
{
    /// <summary>Bytes of the pepper.</summary>
    public const int PepperBytes = 32;
    private readonly byte[] pepper;
    private readonly HashMemo memo = new();

    /// <summary>A hasher under a pepper.</summary>
    public KeyHasher(ReadOnlySpan<byte> pepper) => this.pepper = pepper.ToArray();

    /// <summary>The hasher of a configured text, or of the file in the data directory, made at the first start.</summary>
    public static KeyHasher Open(string? configured, string dataDirectory)
    {
        if (configured is { Length: > 0 })
        {
            return new KeyHasher(SHA256.HashData(Encoding.UTF8.GetBytes(configured)));
        }

        var path = Path.Combine(dataDirectory, "secrets", "key-pepper");
        if (!File.Exists(path))
        {
            Create(path);
        }

        var bytes = File.ReadAllBytes(path);
        return bytes.Length == PepperBytes
            ? new KeyHasher(bytes)
            : throw new InvalidDataException($"{path} has {bytes.Length} bytes instead of {PepperBytes}. Restore it from a backup: without it no key works.");
    }

    /// <summary>A secret for another purpose, from which the pepper cannot be found.</summary>
    public byte[] Derive(string purpose) => HMACSHA256.HashData(pepper, Encoding.UTF8.GetBytes("strata/" + purpose));

    internal bool TryHash(ReadOnlySpan<char> secret, out KeyHash hash)
    {
        if (memo.TryFind(secret, out hash))
        {
            return true;
        }

        Span<byte> text = stackalloc byte[KeySecret.LengthMax];
        if (secret.IsEmpty || !Encoding.UTF8.TryGetBytes(secret, text, out var length))
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(pepper, text[..length], digest);
        hash = KeyHash.From(digest);
        memo.Keep(secret, hash);
        return true;
    }

    /// <summary>Written beside and moved, so that a crash leaves no half a pepper; readable by the owner alone.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(PepperBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside); // another process was first; its pepper is the one
        }
    }
}
