namespace Strata.Tokenizers.Unicode;

/// <summary>
/// NFC, NFD, NFKC and NFKD, with the change that each code point stands for, so that offsets can be followed. Linear but
/// for the sorting of runs of combining marks.
/// </summary>
internal static class UnicodeNormalizer
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TailFirst = 0x11A7;

    /// <summary>Whether a text is surely in the form already, by its range alone.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text, NormalizationKind kind) => kind switch
    {
        NormalizationKind.C => !text.ContainsAnyExceptInRange('\0', '\u02FF'),
        NormalizationKind.D => !text.ContainsAnyExceptInRange('\0', '\u00BF'),
        _ => !text.ContainsAnyExceptInRange('\0', '\u009F'),
    };

    public static List<ChangedPoint> Normalize(string text, NormalizationKind kind)
    {
        var points = Decompose(text, kind is NormalizationKind.KC or NormalizationKind.KD);
        return kind is NormalizationKind.C or NormalizationKind.KC ? Compose(points) : points;
    }

    private static List<ChangedPoint> Decompose(string text, bool compatible)
    {
        var tables = NormalizationTables.Instance;
        var points = new List<ChangedPoint>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var point = rune.Value;
            if (point is >= HangulFirst and < HangulFirst + HangulCount)
            {
                AddHangul(points, point - HangulFirst);
            }
            else if ((compatible && tables.Compatible.TryGetValue(point, out var parts)) || tables.Canonical.TryGetValue(point, out parts))
            {
                for (var i = 0; i < parts.Length; i++)
                {
                    points.Add(new ChangedPoint(parts[i], i == 0 ? 0 : 1));
                }
            }
            else
            {
                points.Add(new ChangedPoint(point, 0));
            }
        }

        SortMarks(points, tables.MarkOrder);
        return points;
    }

    private static void AddHangul(List<ChangedPoint> points, int index)
    {
        points.Add(new ChangedPoint(LeadFirst + (index / 588), 0));
        points.Add(new ChangedPoint(VowelFirst + (index % 588 / 28), 1));
        if (index % 28 != 0)
        {
            points.Add(new ChangedPoint(TailFirst + (index % 28), 1));
        }
    }

    private static void SortMarks(List<ChangedPoint> points, Dictionary<int, byte> order)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (points[start].CodePoint < 0x300 || !order.ContainsKey(points[start].CodePoint))
            {
                continue;
            }

            var end = start + 1;
            var sorted = true;
            while (end < points.Count && order.TryGetValue(points[end].CodePoint, out var rank))
            {
                sorted &= order[points[end - 1].CodePoint] <= rank;
                end++;
            }

            if (!sorted)
            {
                var run = points.GetRange(start, end - start).OrderBy(p => order[p.CodePoint]).ToList();
                for (var i = 0; i < run.Count; i++)
                {
                    points[start + i] = run[i];
                }
            }

            start = end;
        }
    }

    // A mark composes with the last starter unless a mark of the same or a higher order stands between them.
    private static List<ChangedPoint> Compose(List<ChangedPoint> points)
    {
        var order = NormalizationTables.Instance.MarkOrder;
        var result = new List<ChangedPoint>(points.Count);
        var starter = -1;
        var blocking = -1;
        foreach (var point in points)
        {
            var rank = point.CodePoint < 0x300 ? 0 : order.GetValueOrDefault(point.CodePoint);
            if (starter >= 0 && (blocking < 0 || blocking < rank) && TryPair(result[starter].CodePoint, point.CodePoint, out var composed))
            {
                result[starter] = new ChangedPoint(composed, result[starter].Change + point.Change - 1);
                continue;
            }

            if (rank == 0)
            {
                starter = result.Count;
                blocking = -1;
            }
            else
            {
                blocking = rank;
            }

            result.Add(point);
        }

        return result;
    }

    private static bool TryPair(int first, int second, out int composed)
    {
        if (first is >= LeadFirst and < LeadFirst + 19 && second is >= VowelFirst and < VowelFirst + 21)
        {
            composed = HangulFirst + ((((first - LeadFirst) * 21) + (second - VowelFirst)) * 28);
            return true;
        }

        if (first is >= HangulFirst and < HangulFirst + HangulCount && (first - HangulFirst) % 28 == 0 && second is > TailFirst and < TailFirst + 28)
        {
            composed = first + (second - TailFirst);
            return true;
        }

        return NormalizationTables.Instance.Pairs.TryGetValue((first, second), out composed);
    }
}
