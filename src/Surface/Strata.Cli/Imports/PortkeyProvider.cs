using Strata.Core.Configuration;

namespace Strata.Cli.Imports;

/// <summary>The provider of a Portkey target.</summary>
internal static class PortkeyProvider
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["openai"] = "openai", ["azure-openai"] = "azure", ["anthropic"] = "anthropic", ["google"] = "gemini", ["vertex-ai"] = "vertex", ["bedrock"] = "bedrock", ["mistral-ai"] = "mistral",
        ["cohere"] = "cohere", ["groq"] = "groq", ["deepseek"] = "deepseek", ["x-ai"] = "xai", ["openrouter"] = "openrouter", ["together-ai"] = "together", ["fireworks-ai"] = "fireworks",
        ["huggingface"] = "huggingface", ["ollama"] = "ollama",
    };

    public static (string Kind, string Wish, IReadOnlyList<(string Key, string Value)> Fields) Read(ConfigNode node, GatewayDraft draft)
    {
        var word = node.Text("provider") ?? "";
        var slug = word.StartsWith('@') ? word[1..].Split('/')[0] : node.Text("virtual_key")?.TrimStart('@');
        var kind = Kind(word, slug, node, draft);
        var fields = new List<(string, string)>();
        void Add(string key, string? value)
        {
            if (value is not null)
            {
                fields.Add((key, value));
            }
        }

        var resource = node.Text("azure_resource_name") ?? node.Text("resource_name");
        Add("url", ImportedSecret.Plain(node.Text("custom_host")) ?? (kind == "azure" ? $"https://{resource ?? "RESOURCE"}.openai.azure.com" : kind == "openai-compatible" ? "http://127.0.0.1:1/v1" : null));
        if (kind == "openai-compatible" && node.Text("custom_host") is null)
        {
            draft.Note("A target of an unknown provider has an address that leads nowhere until you set it.");
        }

        Add("key", slug is not null ? ImportedSecret.Of($"os.environ/{slug}_key", "", draft) : ImportedSecret.Of(node.Text("api_key"), $"{kind}_api_key", draft));
        Add("api_version", ImportedSecret.Plain(node.Text("azure_api_version") ?? node.Text("api_version")));
        Add("access_key_id", ImportedSecret.Of(node.Text("aws_access_key_id"), "aws_access_key_id", draft));
        Add("secret_access_key", ImportedSecret.Of(node.Text("aws_secret_access_key"), "aws_secret_access_key", draft));
        Add("session_token", ImportedSecret.Of(node.Text("aws_session_token"), "aws_session_token", draft));
        Add("region", ImportedSecret.Plain(node.Text("aws_region")) ?? (kind == "bedrock" ? "${AWS_REGION}" : null));
        Add("project", ImportedSecret.Plain(node.Text("vertex_project_id")) ?? (kind == "vertex" ? "${VERTEX_PROJECT}" : null));
        Add("location", ImportedSecret.Plain(node.Text("vertex_region")) ?? (kind == "vertex" ? "global" : null));
        return (kind, slug ?? kind, fields);
    }

    private static string Kind(string word, string? slug, ConfigNode node, GatewayDraft draft)
    {
        if (slug is not null)
        {
            draft.Note($"'{slug}' is kept at Portkey: put its key into the environment, and check the kind that is written for it.");
            return Kinds.FirstOrDefault(k => slug.StartsWith(k.Key.Split('-')[0], StringComparison.OrdinalIgnoreCase)).Value ?? "openai-compatible";
        }

        var kind = Kinds.GetValueOrDefault(word) ?? "openai-compatible";
        if (kind == "openai-compatible" && word.Length > 0)
        {
            draft.Note($"The provider '{word}' is no kind here: it is written as openai-compatible. Check its address.");
        }

        return kind == "openai" && node.Text("custom_host") is not null ? "openai-compatible" : kind;
    }
}
