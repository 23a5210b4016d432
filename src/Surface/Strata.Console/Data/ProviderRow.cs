namespace Strata.Console.Data;

/// <summary>A provider as the console shows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind it is, for instance <c>anthropic</c>.</param>
/// <param name="Host">The host it is reached at.</param>
/// <param name="Region">Where it runs; empty where that is not said.</param>
/// <param name="Dialects">The dialects it is asked in.</param>
/// <param name="Models">How many models it lists.</param>
public sealed record ProviderRow(string Name, string Kind, string Host, string Region, IReadOnlyList<string> Dialects, int Models);
