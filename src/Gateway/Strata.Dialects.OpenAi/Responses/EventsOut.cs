using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Writes events with their names and numbers.</summary>
internal sealed class EventsOut
{
    private int number;

    /// <summary>Writes an event; the members follow the type.</summary>
    public void Write(string type, IBufferWriter<byte> output, Action<Utf8JsonWriter> members)
    {
        output.Write("event: "u8);
        Encoding.UTF8.GetBytes(type, output);
        output.Write("\ndata: "u8);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteNumber("sequence_number"u8, number++);
            members(json);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }
}
