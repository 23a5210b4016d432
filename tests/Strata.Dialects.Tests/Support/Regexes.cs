namespace Strata.Dialects.Tests.Support;

/// <summary>Counts words in what was written.</summary>
internal static class Regexes
{
    public static int Count(string text, string word) => text.Split(word).Length - 1;
}
