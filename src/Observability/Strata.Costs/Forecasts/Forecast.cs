namespace Strata.Costs.Forecasts;

/// <summary>What a month will cost, in dollars.</summary>
/// <param name="Spent">Spent in the month so far.</param>
/// <param name="Expected">At the month's end, on average.</param>
/// <param name="Low">The lower end of the interval; null where too little is known for one.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Confidence">How often the interval is meant to hold the truth.</param>
/// <param name="DaysKnown">Whole days it was made from.</param>
public sealed record Forecast(double Spent, double Expected, double? Low, double? High, double Confidence, int DaysKnown);
