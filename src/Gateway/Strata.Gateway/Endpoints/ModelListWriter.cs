using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Gateway.Routing;

namespace Strata.Gateway.Endpoints;

/// <summary>Writes models as <c>GET /v1/models</c> has them, in OpenAI's and in Anthropic's shape.</summary>
internal static class ModelListWriter
{
    public static void List(IReadOnlyList<CatalogModel> models, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            Card(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void One(CatalogModel model, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        Card(json, model);
    }

    /// <summary>Anthropic's list, in one page.</summary>
    public static void AnthropicList(IReadOnlyList<CatalogModel> models, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteStartArray("data"u8);
        foreach (var model in models)
        {
            AnthropicCard(json, model);
        }

        json.WriteEndArray();
        json.WriteString("first_id"u8, models.Count > 0 ? models[0].Name : null);
        json.WriteString("last_id"u8, models.Count > 0 ? models[^1].Name : null);
        json.WriteBoolean("has_more"u8, false);
        json.WriteEndObject();
    }

    public static void Anthropic(CatalogModel model, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output);
        AnthropicCard(json, model);
    }

    private static void Card(Utf8JsonWriter json, CatalogModel model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model.Name);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, model.Local?.AddedAt.ToUnixTimeSeconds() ?? 0);
        json.WriteString("owned_by"u8, model.Provider);
        json.WriteEndObject();
    }

    private static void AnthropicCard(Utf8JsonWriter json, CatalogModel model)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "model"u8);
        json.WriteString("id"u8, model.Name);
        json.WriteString("display_name"u8, model.Name);
        json.WriteString("created_at"u8, (model.Local?.AddedAt ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
