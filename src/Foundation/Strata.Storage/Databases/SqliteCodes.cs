namespace Strata.Storage.Databases;

/// <summary>Result codes of SQLite (sqlite.org/rescode.html) that are told apart here.</summary>
internal static class SqliteCodes
{
    internal const int Busy = 5;
    internal const int Corrupt = 11;
    internal const int NotADatabase = 26;
}
