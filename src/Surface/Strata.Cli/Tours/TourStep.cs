using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>One stop of the tour.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Why">What it is for, in a sentence or two.</param>
/// <param name="Play">Makes the calls and says what came.</param>
internal sealed record TourStep(string Title, string Why, Func<TourRun, CancellationToken, Task<Result<Done>>> Play)
{
    /// <summary>The same in the words of an official client; empty where there is none.</summary>
    public string Sdk { get; init; } = "";

    /// <summary>The page of the console that shows it; empty where there is none.</summary>
    public string Page { get; init; } = "";

    /// <summary>Whether it needs the second gateway.</summary>
    public bool InGateway { get; init; }
}
