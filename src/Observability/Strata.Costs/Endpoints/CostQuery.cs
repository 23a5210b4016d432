using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Costs.Endpoints;

/// <summary>Reads the query of a report, strictly.</summary>
internal sealed class CostQuery
{
    private readonly IQueryCollection given;

    private CostQuery(IQueryCollection given) => this.given = given;

    public static Result<CostQuery> Read(HttpContext context, params string[] known)
    {
        var given = context.Request.Query;
        return given.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown
            ? Problem.Invalid($"'{unknown}' is not known here. Use {string.Join(", ", known)}.", unknown)
            : given.FirstOrDefault(q => q.Value.ToString().Contains('\0', StringComparison.Ordinal)) is { Key: { } holed } ? Problem.Invalid($"'{holed}' holds a zero character.", holed)
            : new CostQuery(given);
    }

    public string? Text(string name) => given[name].ToString() is { Length: > 0 } text ? text : null;

    public Result<double> Number(string name, double usual, (double Min, double Max) range) =>
        Text(name) is not { } text ? usual
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= range.Min && value <= range.Max ? value
        : Problem.Invalid(string.Create(CultureInfo.InvariantCulture, $"'{name}' is a number from {range.Min} to {range.Max}."), name);

    public Result<T> Word<T>(string name, T usual, IReadOnlyDictionary<string, T> words) =>
        Text(name) is not { } text ? usual : words.TryGetValue(text, out var value) ? value : Problem.Invalid($"'{name}' is one of {string.Join(", ", words.Keys)}.", name);

    /// <summary>A stretch of time of at most 366 days; the running month where none is named.</summary>
    public Result<(DateTimeOffset From, DateTimeOffset To)> Range(DateTimeOffset now)
    {
        var from = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var to = now;
        return (Text("from") is { } begin && !Moment(begin, out from)) || (Text("to") is { } end && !Moment(end, out to)) || from >= to || to - from > TimeSpan.FromDays(366)
            ? Problem.Invalid("'from' and 'to' are moments such as 2026-11-01 or 2026-11-01T12:00:00Z, at most 366 days apart.", "from")
            : (from, to);
    }

    private static bool Moment(string text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) && at.Year is > 1970 and < 9000;
}
