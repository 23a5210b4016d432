namespace Strata.Costs.Tests.Forecasts;

/// <summary>Daily spending as teams have it: weekends at a third, a level that drifts, noise of a quarter, now and then a spike.</summary>
internal static class GeneratedSpend
{
    public static double[] Days(int seed, int count, DateOnly first)
    {
        var random = new Random(seed);
        var level = 20 * Math.Exp(random.NextDouble() * 4);
        var days = new double[count];
        for (var i = 0; i < count; i++)
        {
            level *= Math.Exp((0.02 * Normal(random)) + 0.002);
            var weekend = first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.35 : 1.1;
            var spike = random.NextDouble() < 0.01 ? 2.5 : 1;
            days[i] = level * weekend * spike * Math.Exp(0.25 * Normal(random));
        }

        return days;
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
