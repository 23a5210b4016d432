using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Management.Wire;

/// <summary>Reads a query string, strictly: what is not known, has a zero character or is out of range is refused by its name.</summary>
internal sealed class ApiQuery
{
    private readonly IQueryCollection given;

    private ApiQuery(IQueryCollection given) => this.given = given;

    public static Result<ApiQuery> Read(HttpContext context, params IReadOnlyList<string> known)
    {
        var given = context.Request.Query;
        if (given.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
        {
            return Problem.Invalid($"'{unknown}' is not known here. Use {string.Join(", ", known)}.", unknown);
        }

        return given.FirstOrDefault(pair => pair.Value.ToString().Contains('\0', StringComparison.Ordinal)) is { Key: { } holed }
            ? Problem.Invalid($"'{holed}' holds a zero character, which no stored text has.", holed)
            : new ApiQuery(given);
    }

    public string? Text(string name) => given[name].ToString() is { Length: > 0 } text ? text : null;

    public Result<int> Count(string name, int usual, int most) =>
        Text(name) is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : Problem.Invalid($"'{name}' is a whole number from 1 to {most}.", name);

    public Result<bool?> Flag(string name) => Text(name) switch
    {
        null => (bool?)null,
        "true" or "1" => true,
        "false" or "0" => false,
        _ => Problem.Invalid($"'{name}' is true or false.", name),
    };

    public Result<DateTimeOffset?> Time(string name) =>
        Text(name) is not { } text ? (DateTimeOffset?)null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : Problem.Invalid($"'{name}' is not a time. Write for instance 2026-11-21T13:00:00Z.", name);
}
