using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;

namespace Strata.Gateway.Calls;

/// <summary>How long and how often a caller wants a request tried. It can ask for less than its route allows, never for more.</summary>
/// <param name="Total">For everything; null leaves it to the route.</param>
/// <param name="FirstByte">To the first content of a stream; null leaves it to the target.</param>
/// <param name="AttemptsMax">Attempts, retries and fallbacks together; null leaves it to the route.</param>
internal readonly record struct CallerBounds(TimeSpan? Total, TimeSpan? FirstByte, int? AttemptsMax)
{
    private const int RetriesMax = 100;

    public static Result<CallerBounds> Read(IHeaderDictionary headers, bool stream)
    {
        TimeSpan? first = null;
        int? attempts = null;
        var problem = Time(headers, HeaderWords.Timeout, "x-litellm-timeout", out var total);
        problem ??= stream ? Time(headers, HeaderWords.StreamTimeout, "x-litellm-stream-timeout", out first) : null;
        problem ??= Retries(headers, out attempts);
        return problem ?? (Result<CallerBounds>)new CallerBounds(total, first, attempts);
    }

    /// <summary>A time (<c>500ms</c>, <c>30s</c>), or seconds.</summary>
    private static Problem? Time(IHeaderDictionary headers, string name, string alias, out TimeSpan? time)
    {
        time = null;
        if (Find(headers, ref name, alias) is not { } text)
        {
            return null;
        }

        if (!DurationText.TryRead(double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? text + "s" : text, out var value) || value < TimeSpan.FromMilliseconds(1))
        {
            return Problem.Invalid($"'{Short(text)}' in the header {name} is no time. Write seconds, or for instance 500ms.", name);
        }

        time = value;
        return null;
    }

    private static Problem? Retries(IHeaderDictionary headers, out int? attempts)
    {
        attempts = null;
        var name = HeaderWords.Retries;
        if (Find(headers, ref name, "x-litellm-num-retries") is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) || retries > RetriesMax)
        {
            return Problem.Invalid($"'{Short(text)}' in the header {name} is no number of retries. Write a number from 0 to {RetriesMax}.", name);
        }

        attempts = retries + 1;
        return null;
    }

    private static string? Find(IHeaderDictionary headers, ref string name, string alias)
    {
        if (headers.TryGetValue(name, out var value) && value.Count > 0)
        {
            return value.ToString();
        }

        if (headers.TryGetValue(alias, out value) && value.Count > 0)
        {
            name = alias;
            return value.ToString();
        }

        return null;
    }

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
