using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Strata.Storage.Databases;

/// <summary>
/// Chooses the native SQLite. The system's library comes first: distributions patch it, and the one bundled with the
/// package (3.35.5) is old. Without a system library the bundled one is used; both know RETURNING and UPSERT.
/// </summary>
internal static class SqliteLibrary
{
    private const string Bundled = "e_sqlite3";
    private static readonly string[] SystemNames = ["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"];
    private static readonly Lock Gate = new();
    private static bool loaded;
    private static string source = "bundled with Strata";

    /// <summary>Sets the library up once; every connection is opened after this call.</summary>
    internal static void Load()
    {
        lock (Gate)
        {
            if (loaded)
            {
                return;
            }

            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            Batteries_V2.Init();
            loaded = true;
        }
    }

    /// <summary>The version in use, for instance <c>3.40.1</c>.</summary>
    internal static string Version
    {
        get
        {
            Load();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Where the library in use is from.</summary>
    internal static string Source
    {
        get
        {
            _ = Version;
            return source;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Bundled)
        {
            return 0;
        }

        foreach (var candidate in SystemNames)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                source = $"the system's {candidate}";
                return handle;
            }
        }

        return NativeLibrary.Load(Bundled, assembly, path);
    }
}
