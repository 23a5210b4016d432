using Strata.Core.Money;

namespace Strata.Console.Data;

/// <summary>What one class of tokens cost.</summary>
/// <param name="Name">The class, as a colleague would name it.</param>
/// <param name="Tokens">How many.</param>
/// <param name="DollarsPerMillion">The price it was counted at; null where it is not known any more, or never was.</param>
/// <param name="Cost">Tokens times price; null likewise.</param>
internal sealed record CostLine(string Name, long Tokens, decimal? DollarsPerMillion, NanoDollars? Cost);
