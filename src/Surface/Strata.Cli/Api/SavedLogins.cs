using System.Text.Json;

namespace Strata.Cli.Api;

/// <summary>
/// <c>~/.strata/cli.json</c>, readable by its owner alone: the first key of each server that was started by this user, so
/// that the verbs work at once on the same machine. Sixteen servers at most, the newest first.
/// </summary>
public static class SavedLogins
{
    private const int CountMax = 16;

    /// <summary>The servers known, newest first; none where the file is missing or damaged.</summary>
    public static IReadOnlyList<SavedLogin> Read(string home)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(home)), CliJson.Default.SavedLoginArray) ?? [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Notes that a server listens at an address, and its first key where it was just made.</summary>
    /// <returns>Whether a key for it is known now.</returns>
    public static bool Remember(string home, string url, string data, string? key)
    {
        var known = Read(home);
        var secret = key ?? known.FirstOrDefault(l => l.Data == data)?.Key;
        if (secret is null)
        {
            return false;
        }

        SavedLogin[] next = [new(url, data, secret), .. known.Where(l => l.Data != data && l.Url != url).Take(CountMax - 1)];
        if (!next.SequenceEqual(known))
        {
            Write(home, next);
        }

        return true;
    }

    private static void Write(string home, SavedLogin[] logins)
    {
        var path = PathIn(home);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var draft = path + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, logins, CliJson.Default.SavedLoginArray);
        }

        File.Move(draft, path, overwrite: true);
    }

    private static string PathIn(string home) => Path.Combine(home, ".strata", "cli.json");
}
