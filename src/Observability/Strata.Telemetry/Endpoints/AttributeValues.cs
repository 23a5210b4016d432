using System.Globalization;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Endpoints;

/// <summary>Attributes as JSON values of their own kinds.</summary>
internal static class AttributeValues
{
    public static Dictionary<string, object> Of(IReadOnlyList<SpanAttribute> attributes)
    {
        var values = new Dictionary<string, object>(attributes.Count, StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            values[attribute.Key] = attribute.Kind switch
            {
                SpanValueKind.Integer when long.TryParse(attribute.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
                SpanValueKind.Number when double.TryParse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
                SpanValueKind.Flag => attribute.Value == "true",
                _ => attribute.Value,
            };
        }

        return values;
    }
}
