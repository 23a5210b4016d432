using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>A path of the Gemini API taken apart: <c>models/M:verb</c> below <c>/v1</c>, <c>/v1beta</c> or a publisher of Vertex.</summary>
/// <param name="Model">The model, decoded; what stood after <c>models/</c> or <c>tunedModels/</c>.</param>
/// <param name="Verb">The method, for instance <c>generateContent</c>; empty where the path names the model alone.</param>
public readonly record struct GeminiTarget(string Model, string Verb)
{
    /// <summary>Whether the method streams.</summary>
    public bool IsStream => Verb is "streamGenerateContent" or "streamRawPredict";

    /// <summary>What the dialect's readers want to know of the path.</summary>
    public RequestTarget Request => new(Model, IsStream);

    /// <summary>Finds model and method in a path; null where it is no path of a model.</summary>
    public static GeminiTarget? Parse(string path)
    {
        var from = path.LastIndexOf("models/", StringComparison.OrdinalIgnoreCase);
        if (from < 0)
        {
            return null;
        }

        var rest = path[(from + 7)..].TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        var model = Uri.UnescapeDataString(colon < 0 ? rest : rest[..colon]);
        return model.Length == 0 ? null : new GeminiTarget(model, colon < 0 ? "" : rest[(colon + 1)..]);
    }

    /// <summary>Whether a query asks for server-sent events; without it a stream is one JSON list.</summary>
    public static bool AsksSse(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            if (part.Equals("alt=sse", StringComparison.OrdinalIgnoreCase) || part.Equals("$alt=sse", StringComparison.OrdinalIgnoreCase)
                || part.Equals("%24alt=sse", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
