using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Repeats the members of an event that only the provider knows, without its type and number, which are ours.</summary>
internal static class RawMembers
{
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> whole)
    {
        var reader = new Utf8JsonReader(whole, new JsonReaderOptions { MaxDepth = 2 * JsonLimits.DepthMax });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isOurs = reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("sequence_number"u8);
            var name = isOurs || reader.ValueIsEscaped ? default : reader.ValueSpan;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!name.IsEmpty)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(whole[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }
}
