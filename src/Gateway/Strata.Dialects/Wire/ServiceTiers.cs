using System.Text.Json;

namespace Strata.Dialects.Wire;

/// <summary>The tier of service that an answer says it was billed at, as it passes.</summary>
public static class ServiceTiers
{
    private const int CharsMax = 32;

    /// <summary>
    /// A tier as the provider spells it (<c>default</c>, <c>flex</c>, <c>priority</c>, <c>standard</c> …); null where the value is no word. The reader stands on
    /// the value; afterwards on its end. The common ones cost no string.
    /// </summary>
    public static string? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        return json.ValueTextEquals("default"u8) ? "default"
            : json.ValueTextEquals("standard"u8) ? "standard"
            : json.ValueTextEquals("priority"u8) ? "priority"
            : json.ValueTextEquals("flex"u8) ? "flex"
            : json.ValueSpan.Length <= CharsMax ? json.GetString() : null;
    }
}
