using Strata.Routing.Health;

namespace Strata.Routing.Routes;

/// <summary>A hash that is the same in every process and version: FNV-1a over UTF-16, mixed at the end.</summary>
internal static class StableHash
{
    public static ulong Of(string salt, string text)
    {
        var hash = Add(0xCBF29CE484222325UL, salt);
        return Dice.Mix(Add((hash ^ '\0') * 0x100000001B3UL, text));
    }

    /// <summary>From 0, included, to 1, excluded.</summary>
    public static double Unit(string salt, string text) => Dice.ToUnit(Of(salt, text));

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }

        return hash;
    }
}
