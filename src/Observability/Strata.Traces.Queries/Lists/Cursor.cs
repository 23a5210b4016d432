using System.Globalization;
using Strata.Core.Results;

namespace Strata.Traces.Queries.Lists;

/// <summary>The place behind a page's last row as text: key, trace and span in hexadecimal.</summary>
internal static class Cursor
{
    private const int Digits = 16 + 32 + 16;

    public static string Write(in Hit last) => $"{last.Key:x16}{last.Trace:x32}{last.Span:x16}";

    public static Result<Hit?> Read(string text)
    {
        if (text.Length == 0)
        {
            return default(Hit?);
        }

        const NumberStyles Hex = NumberStyles.AllowHexSpecifier;
        var culture = CultureInfo.InvariantCulture;
        return text.Length == Digits && long.TryParse(text.AsSpan(0, 16), Hex, culture, out var key) && UInt128.TryParse(text.AsSpan(16, 32), Hex, culture, out var trace)
            && ulong.TryParse(text.AsSpan(48), Hex, culture, out var span)
            ? new Hit(key, trace, span, null!, default)
            : Problem.Invalid("This is no cursor: give 'next' of the page before, unchanged.", "cursor");
    }
}
