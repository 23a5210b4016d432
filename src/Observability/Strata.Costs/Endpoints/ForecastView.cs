using Strata.Costs.Forecasts;

namespace Strata.Costs.Endpoints;

/// <summary>A forecast as our API shows it; dollars.</summary>
internal sealed record ForecastView
{
    /// <summary>Whether it is of one team or of all (<c>*</c>).</summary>
    public required string Team { get; init; }

    public DateTimeOffset MonthEnds { get; init; }

    /// <summary>Spent in the month so far.</summary>
    public double Spent { get; init; }

    /// <summary>At the month's end, on average.</summary>
    public double Expected { get; init; }

    /// <summary>The lower end of the interval; absent where less than ten days are known.</summary>
    public double? Low { get; init; }

    public double? High { get; init; }

    public double Confidence { get; init; }

    public int DaysKnown { get; init; }

    /// <summary>How it was made.</summary>
    public required string Method { get; init; }

    public static ForecastView From(Forecast forecast, string team, DateTimeOffset ends) => new()
    {
        Team = team, MonthEnds = ends, Spent = forecast.Spent, Expected = forecast.Expected, Low = forecast.Low, High = forecast.High, Confidence = forecast.Confidence, DaysKnown = forecast.DaysKnown,
        Method = "Exponential smoothing of daily sums with multiplicative weekdays; the interval is made of 2,000 simulated futures that draw from past errors.",
    };
}
