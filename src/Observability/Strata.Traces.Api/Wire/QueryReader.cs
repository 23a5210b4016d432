using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Traces.Api.Wire;

/// <summary>Reads a query string, strictly: what is not known, has a zero character or is out of range is refused by its name.</summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection given;

    private QueryReader(IQueryCollection given) => this.given = given;

    public static Result<QueryReader> Read(HttpContext context, params IReadOnlyList<string> known)
    {
        var given = context.Request.Query;
        if (given.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            return Problem.Invalid($"'{unknown}' is not known here. Use {string.Join(", ", known)}.", unknown);
        }

        return given.FirstOrDefault(pair => pair.Value.ToString().Contains('\0', StringComparison.Ordinal)) is { Key: { } holed }
            ? Problem.Invalid($"'{holed}' holds a zero character, which no stored text has.", holed)
            : new QueryReader(given);
    }

    public string? Text(string name) => given[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Words with commas between, or given several times.</summary>
    public IReadOnlyList<string> Words(string name) =>
        [.. given[name].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public Result<int> Count(string name, int usual, int most) =>
        Text(name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : Problem.Invalid($"'{name}' is a whole number from 1 to {most}.", name);

    public Result<bool> Flag(string name) => Text(name) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        _ => Problem.Invalid($"'{name}' is true or false.", name),
    };

    public Result<DateTimeOffset?> Time(string name) =>
        Text(name) is not { } text ? (DateTimeOffset?)null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : Problem.Invalid($"'{name}' is not a time. Write for instance 2026-11-21T13:00:00Z.", name);

    /// <summary>A length of time: <c>90s</c>, <c>15m</c>, <c>24h</c>, <c>7d</c>.</summary>
    public Result<TimeSpan?> Length(string name) =>
        Text(name) is not { } text ? (TimeSpan?)null
        : ReadLength(text) is { } length ? length
        : Problem.Invalid($"'{name}' is a length of time: for instance 90s, 15m, 24h or 7d, up to 3650d.", name);

    private static TimeSpan? ReadLength(string text)
    {
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit is { } one && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count * one.TotalDays <= 3650 ? one * count : null;
    }
}
