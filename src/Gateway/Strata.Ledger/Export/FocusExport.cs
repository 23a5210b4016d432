using System.Globalization;
using System.Text.Json;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Export;

/// <summary>
/// The columns of FOCUS 1.2, one charge a request. Costs are exact decimals in dollars, as text: list, contracted, effective and billed cost are the
/// one that our book says. A request whose cost is unknown is billed at 0 and says so in <c>x_Unpriced</c>.
/// </summary>
internal static class FocusExport
{
    public static readonly IReadOnlyList<ExportColumn> Columns =
    [
        ExportColumn.Text("BilledCost", Cost),
        ExportColumn.Text("BillingAccountId", r => r.Organization),
        ExportColumn.Text("BillingAccountName", r => r.Organization),
        ExportColumn.Text("BillingCurrency", _ => "USD"),
        ExportColumn.Time("BillingPeriodEnd", r => Month(r).AddMonths(1)),
        ExportColumn.Time("BillingPeriodStart", Month),
        ExportColumn.Text("ChargeCategory", _ => "Usage"),
        ExportColumn.Text("ChargeClass", _ => ""),
        ExportColumn.Text("ChargeDescription", r => $"{r.Endpoint} of {r.Deployment}"),
        ExportColumn.Text("ChargeFrequency", _ => "Usage-Based"),
        ExportColumn.Time("ChargePeriodEnd", r => r.At + r.Total),
        ExportColumn.Time("ChargePeriodStart", r => r.At),
        ExportColumn.Number("ConsumedQuantity", r => r.Usage.Total),
        ExportColumn.Text("ConsumedUnit", _ => "Tokens"),
        ExportColumn.Text("ContractedCost", Cost),
        ExportColumn.Text("EffectiveCost", Cost),
        ExportColumn.Text("InvoiceIssuerName", r => r.Provider),
        ExportColumn.Text("ListCost", Cost),
        ExportColumn.Text("PricingCategory", r => r.ServiceTier.Length == 0 ? "Standard" : "Other"),
        ExportColumn.Text("PricingCurrency", _ => "USD"),
        ExportColumn.Number("PricingQuantity", r => r.Usage.Total),
        ExportColumn.Text("PricingUnit", _ => "Tokens"),
        ExportColumn.Text("ProviderName", r => r.Provider),
        ExportColumn.Text("PublisherName", r => r.Provider),
        ExportColumn.Text("ResourceId", r => r.Id),
        ExportColumn.Text("ResourceName", r => r.Deployment),
        ExportColumn.Text("ResourceType", _ => "Model"),
        ExportColumn.Text("ServiceCategory", _ => "AI and Machine Learning"),
        ExportColumn.Text("ServiceName", r => r.Endpoint),
        ExportColumn.Text("ServiceSubcategory", _ => "Generative AI"),
        ExportColumn.Text("SkuId", r => r.Deployment),
        ExportColumn.Text("SubAccountId", r => r.Project),
        ExportColumn.Text("SubAccountName", r => r.Project),
        ExportColumn.Text("Tags", Tags),
        ExportColumn.Text("x_EndUser", r => r.EndUser),
        ExportColumn.Text("x_KeyId", r => r.KeyId),
        ExportColumn.Text("x_PriceVersion", r => r.PriceVersion),
        ExportColumn.Text("x_Team", r => r.Team),
        ExportColumn.Text("x_Unpriced", r => r.CurrentNanos is null ? "true" : "false"),
        ExportColumn.Text("x_User", r => r.User),
    ];

    private static string Cost(LedgerRow row) => ((row.CurrentNanos ?? 0) / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);

    private static DateTimeOffset Month(LedgerRow row) => new(row.At.UtcDateTime.Year, row.At.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Tags(LedgerRow row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var same in row.Tags.Select(t => t.Split('=', 2)).GroupBy(t => t[0], StringComparer.Ordinal))
            {
                json.WriteString(same.Key, string.Join(';', same.Select(t => t.Length > 1 ? t[1] : "true")));
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
