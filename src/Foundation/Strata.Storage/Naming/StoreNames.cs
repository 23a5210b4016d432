using System.Buffers;

namespace Strata.Storage.Naming;

/// <summary>Names of logs, leases, queues and topics: letters, digits, dots and dashes, not beginning with a dot.</summary>
internal static class StoreNames
{
    internal const int LengthMax = 100;
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    internal static string Rule => $"1 to {LengthMax} letters, digits, dots and dashes, not beginning with a dot";

    internal static bool IsGood(string name) =>
        name.Length is > 0 and <= LengthMax && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Names are chosen by our own code, so a bad one is a bug.</summary>
    internal static void ThrowIfBad(string name, string parameter)
    {
        if (!IsGood(name))
        {
            throw new ArgumentException($"'{name}' is not a good name: {Rule}.", parameter);
        }
    }
}
