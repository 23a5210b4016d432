using Strata.Core.Money;

namespace Strata.Console.Data;

/// <summary>The sum of a group of requests.</summary>
/// <param name="Group">The model or the day.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Failed">Requests that did not end well.</param>
/// <param name="InputTokens">Tokens of prompts.</param>
/// <param name="OutputTokens">Tokens of answers.</param>
/// <param name="Cost">The exact sum of known costs.</param>
/// <param name="Unpriced">Requests whose cost is unknown.</param>
public sealed record UsageLine(string Group, long Requests, long Failed, long InputTokens, long OutputTokens, NanoDollars Cost, long Unpriced)
{
    /// <summary>The sum of lines.</summary>
    public static UsageLine Sum(IEnumerable<UsageLine> lines) => lines.Aggregate(
        new UsageLine("", 0, 0, 0, 0, NanoDollars.Zero, 0),
        (a, b) => new("", a.Requests + b.Requests, a.Failed + b.Failed, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens, a.Cost + b.Cost, a.Unpriced + b.Unpriced));
}
