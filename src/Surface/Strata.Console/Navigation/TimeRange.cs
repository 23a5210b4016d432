using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Strata.Console.Navigation;

/// <summary>The stretch of time a page shows, as it stands in the URL: <c>range=24h</c>, or <c>from</c> and <c>to</c>.</summary>
/// <param name="Name">The preset's name, or <c>custom</c>.</param>
/// <param name="From">Begin.</param>
/// <param name="To">End, exclusive.</param>
public sealed record TimeRange(string Name, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The presets, shortest first.</summary>
    public static IReadOnlyList<(string Name, string Words, TimeSpan Length)> Presets { get; } =
    [
        ("15m", "15 minutes", TimeSpan.FromMinutes(15)),
        ("1h", "1 hour", TimeSpan.FromHours(1)),
        ("6h", "6 hours", TimeSpan.FromHours(6)),
        ("24h", "24 hours", TimeSpan.FromHours(24)),
        ("7d", "7 days", TimeSpan.FromDays(7)),
        ("30d", "30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>The preset where the URL names none.</summary>
    public const string Default = "24h";

    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;

    /// <summary>In words.</summary>
    public string Words => Presets.FirstOrDefault(p => p.Name == Name).Words is { } words ? "last " + words : $"{Formats.Format.Utc(From)} to {Formats.Format.Utc(To)} UTC";

    /// <summary>The width of a chart's step: a whole number of minutes that gives 48 to 96 steps, or a day.</summary>
    public TimeSpan Step => TimeSpan.FromMinutes(Length.TotalMinutes switch
    {
        <= 90 => 1,
        <= 500 => 5,
        <= 1500 => 15,
        _ => 1440,
    });

    /// <summary>Reads it from a query; anything unreadable is the default.</summary>
    public static TimeRange Read(IQueryCollection query, DateTimeOffset now)
    {
        if (Moment(query["from"]) is { } from && (Moment(query["to"]) ?? now) is var to && from < to)
        {
            return new TimeRange("custom", from, to);
        }

        var asked = query["range"].ToString();
        var preset = Presets.FirstOrDefault(p => p.Name == asked) is { Name: not null } found ? found : Presets.First(p => p.Name == Default);

        // A request that arrives while the page is made belongs to it.
        return new TimeRange(preset.Name, now - preset.Length, now.AddSeconds(1));
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
