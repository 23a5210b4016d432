namespace Strata.Console.Data;

/// <summary>What models cost. The gateway's price book answers; tests answer from a list.</summary>
internal interface IPriceDesk
{
    /// <summary>The price in force for a name as callers ask for it; null is unpriced.</summary>
    ModelPrice? Of(string model);

    /// <summary>The classes of tokens that a request used. They carry prices only where the book that priced it is still in force.</summary>
    IReadOnlyList<CostLine> Split(RequestRow row);
}
