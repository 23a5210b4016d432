using Microsoft.AspNetCore.Http.Metadata;
using Strata.Ledger.Pricing;

namespace Strata.Management.Prices;

/// <summary>The bound of an imported list.</summary>
internal sealed class ImportSize : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => LiteLlmPrices.BytesMax;
}
