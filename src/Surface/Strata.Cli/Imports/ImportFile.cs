using Strata.Cli.Local;
using Strata.Core.Results;

namespace Strata.Cli.Imports;

/// <summary>Reads another gateway's configuration file, bounded, and turns it into ours.</summary>
internal static class ImportFile
{
    /// <summary>The most characters of a file.</summary>
    public const int CharactersMax = 1 << 20;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The file's content.</param>
    /// <param name="format"><c>litellm</c>, <c>portkey</c>, or null to see for oneself.</param>
    /// <param name="model">The model of Portkey's targets that name none.</param>
    /// <param name="server">Reads YAML.</param>
    public static Result<GatewayDraft> Read(string text, string? format, string? model, ILocalServer server)
    {
        if (text.Length > CharactersMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The file has more than {CharactersMax} characters.");
        }

        if (format is not (null or "litellm" or "portkey"))
        {
            return Problem.Invalid($"'{format}' is no format. Use litellm or portkey.");
        }

        var isJson = text.AsSpan().TrimStart() is ['{', ..];
        if (!(isJson ? Nodes.OfJson(text) : server.ReadYaml(text)).Try(out var root, out var problem))
        {
            return problem;
        }

        var isLiteLlm = format == "litellm" || (format is null && root.At("model_list") is not null);
        var draft = isLiteLlm ? LiteLlmImport.Read(root)
            : format == "portkey" || new[] { "targets", "strategy", "provider", "virtual_key" }.Any(k => root.At(k) is not null) ? PortkeyImport.Read(root, "portkey", model)
            : null;
        return draft is null ? Problem.Invalid("This is neither LiteLLM's config.yaml (no model_list) nor a Portkey config (no targets, strategy or provider). --from says which it is.")
            : draft.Providers.Count == 0 ? Problem.Invalid($"Nothing in the file can be written here. {string.Join(' ', draft.Notes.Take(3))}")
            : draft;
    }
}
