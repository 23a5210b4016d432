using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// <c>provider_blocks</c>: pieces of another dialect's answer that chat has no shape for (server tools and their results). They are
/// told whole, and a caller who sends the message back sends them back too. Our own member; clients pass over it.
/// </summary>
internal static class ProviderBlocks
{
    public static void Read(JsonValue value, List<Block> into)
    {
        foreach (var item in value.Items(JsonLimits.BlocksMax))
        {
            var dialect = item.Find("dialect")?.Text();
            var block = item.Find("block");
            if (dialect is null || block is not { Kind: JsonValueKind.Object } raw)
            {
                item.Missing(dialect is null ? "dialect" : "block");
                return;
            }

            into.Add(new OpaqueBlock(dialect, raw.Find("type")?.Text() ?? "", raw.Raw()));
        }
    }

    public static void Write(Utf8JsonWriter json, string dialect, ReadOnlyMemory<byte> block)
    {
        json.WriteStartObject();
        json.WriteString("dialect", dialect);
        json.WriteRaw("block", block);
        json.WriteEndObject();
    }
}
