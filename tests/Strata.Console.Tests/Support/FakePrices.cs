using Strata.Console.Data;
using Strata.Core.Money;

namespace Strata.Console.Tests.Support;

/// <summary>Every model at fifteen and sixty cents per million tokens, but for those whose name begins with <c>llama</c>.</summary>
internal sealed class FakePrices : IPriceDesk
{
    public ModelPrice? Of(string model) => model.StartsWith("llama", StringComparison.Ordinal) ? null : new ModelPrice(0.15m, null, 0.6m);

    public IReadOnlyList<CostLine> Split(RequestRow row) => Of(row.Model) is { } price
        ? [new("prompt", row.Usage.Input, price.Input, new NanoDollars(row.Usage.Input * 150)), new("answer", row.Usage.Output, price.Output, new NanoDollars(row.Usage.Output * 600))]
        : [new("prompt", row.Usage.Input, null, null), new("answer", row.Usage.Output, null, null)];
}
