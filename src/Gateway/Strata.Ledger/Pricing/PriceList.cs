using System.Globalization;
using Strata.Core.Results;

namespace Strata.Ledger.Pricing;

/// <summary>
/// Our data file of public list prices (<c>prices.txt</c>), written by hand from what the providers publish:
/// <code>
/// # a comment
/// provider openai            the kinds of provider that the lines below price, one or more
/// source https://…           where the provider publishes its prices
/// date 2026-11-21            when the lines were last compared
/// gpt-4o gpt-4o-2024-08-06: in=2.5 cached=1.25 out=10 batch=0.5
/// gpt-5 @2026-01-01: in=1.25 out=10                                valid from a day on
/// </code>
/// </summary>
public static class PriceList
{
    private const string Resource = "prices.txt";

    /// <summary>The seeded entries, named <c>kind/model</c>. Read once.</summary>
    public static IReadOnlyList<PriceEntry> Seeded { get; } = ReadSeeded();

    /// <summary>Reads a file of this format.</summary>
    public static Result<IReadOnlyList<PriceEntry>> Read(string text)
    {
        var entries = new List<PriceEntry>();
        string[] kinds = [];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#')
            {
                continue;
            }

            var colon = trimmed.IndexOf(": ");
            var words = (colon < 0 ? trimmed : trimmed[..colon]).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (colon < 0)
            {
                if (words[0] is not ("provider" or "source" or "date"))
                {
                    return Problem.Invalid($"Line {number}: '{words[0]}' begins no line. Use provider, source, date or 'MODEL: prices'.", "prices");
                }

                kinds = words[0] == "provider" ? words[1..] : kinds;
                continue;
            }

            if (!PriceText.Read(trimmed[(colon + 1)..].ToString()).Try(out var prices, out var problem) || Add(entries, kinds, words, prices) is { } wrong && (problem = wrong) is not null)
            {
                return Problem.Invalid($"Line {number}: {problem.Message}", "prices");
            }
        }

        return entries;
    }

    private static Problem? Add(List<PriceEntry> entries, string[] kinds, string[] words, PriceOptions prices)
    {
        var from = default(DateTimeOffset);
        if (words[^1].StartsWith('@') && !DateTimeOffset.TryParseExact(words[^1].AsSpan(1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out from))
        {
            return Problem.Invalid($"'{words[^1]}' is not a day; write @2026-01-31.", "prices");
        }

        foreach (var name in words.Where(w => w[0] != '@'))
        {
            entries.AddRange(kinds.Select(kind => new PriceEntry { Model = $"{kind}/{name}", ValidFrom = from, Source = PriceSource.Seeded, Prices = prices }));
        }

        return null;
    }

    private static IReadOnlyList<PriceEntry> ReadSeeded()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd()).Try(out var entries, out var problem) ? entries : throw new InvalidDataException(problem.Message);
    }
}
