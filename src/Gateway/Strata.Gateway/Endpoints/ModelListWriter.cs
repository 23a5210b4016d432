using System.Buffers;
using System.Text.Json;
using Strata.Gateway.Routing;

namespace Strata.Gateway.Endpoints;

/// <summary>Writes models as <c>GET /v1/models</c> has them.</summary>
internal static class ModelListWriter
{
    public static byte[] List(IEnumerable<CatalogModel> models) => Build(models, static (json, all) =>
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in all)
        {
            Card(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] One(CatalogModel model) => Build(model, Card);

    private static void Card(Utf8JsonWriter json, CatalogModel model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, model.Local?.AddedAt.ToUnixTimeSeconds() ?? 0);
        json.WriteString("owned_by"u8, model.Provider);
        json.WriteEndObject();
    }

    private static byte[] Build<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json, state);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
