using Strata.Core.Configuration;

namespace Strata.Costs.Machines;

/// <summary>A machine that serves own models, and what an hour of it costs.</summary>
public sealed record MachineOptions
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The deployments it serves; <c>*</c> at the end takes all that begin so.</summary>
    public required IReadOnlyList<string> Deployments { get; init; }

    /// <summary>How many there are.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Dollars an hour of one: rent, or amortised price and power.</summary>
    public decimal PerHour { get; init; }

    /// <summary>How many requests one machine works on at once when it is full.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>How many times the work of a prompt token an answer's token is.</summary>
    public decimal OutputWeight { get; init; } = 4;

    /// <summary>From when on it costs; always when null.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Whether it serves a deployment.</summary>
    public bool Serves(string deployment) =>
        Deployments.Any(d => d.EndsWith('*') ? deployment.StartsWith(d[..^1], StringComparison.Ordinal) : d == deployment);

    internal static MachineOptions Read(ConfigReader section)
    {
        var rent = section.OptionalDecimal("per_hour", null, (0, 100_000), "Dollars an hour of one machine: its rent.");
        var price = section.OptionalDecimal("price", null, (0, 1_000_000_000), "Or its price, in dollars, spread over its years.");
        var years = section.Decimal("years", 3, (0.1m, 50), "Over how many years the price is spread.");
        var watts = section.Decimal("watts", 0, (0, 1_000_000), "What it draws, on average.");
        var power = section.Decimal("per_kwh", 0, (0, 100), "Dollars a kilowatt-hour, cooling included.");
        if (rent is null && price is null)
        {
            section.Reject("per_hour", "is missing.", "Give per_hour, or price with years.");
        }

        return new MachineOptions
        {
            Name = section.RequiredText("name", "Its name."),
            Deployments = section.Texts("deployments", "The deployments it serves, for instance strata/*."),
            Count = (int)section.Integer("count", 1, (1, 100_000), "How many there are."),
            PerHour = (rent ?? 0) + ((price ?? 0) / (years * 8_766)) + (watts / 1_000 * power),
            Slots = (int)section.Integer("slots", 1, (1, 100_000), "How many requests one works on at once when it is full."),
            OutputWeight = section.Decimal("output_weight", 4, (0.1m, 1_000), "How many times the work of a prompt token an answer's token is."),
            From = Moment(section),
        };
    }

    private static DateTimeOffset? Moment(ConfigReader section)
    {
        if (section.OptionalText("from", "From when on it costs, for instance 2026-11-01.") is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at))
        {
            return at;
        }

        section.Reject("from", $"'{text}' is not a moment.", "Write for instance 2026-11-01.");
        return null;
    }
}
