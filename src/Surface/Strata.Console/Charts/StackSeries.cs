namespace Strata.Console.Charts;

/// <summary>A layer of a stacked chart.</summary>
/// <param name="Name">Its name, whole.</param>
/// <param name="Values">A value per step, at least zero.</param>
/// <param name="Words">Its sum in words, exact.</param>
public sealed record StackSeries(string Name, IReadOnlyList<double> Values, string Words);
