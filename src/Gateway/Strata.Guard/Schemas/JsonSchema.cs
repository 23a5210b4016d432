using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Guard.Schemas;

/// <summary>
/// A JSON schema (draft 2020-12) of the subset that models are asked with: type, properties, required, additionalProperties, items,
/// enum, const, minimum, maximum and their exclusive forms, the least and most of lengths, items and members, pattern (linear time),
/// anyOf, oneOf, allOf, not, and $ref within the document. Any other keyword is refused when it is read: a rule that is not checked
/// would be taken for kept. Immutable, used from any thread; work, depth and size are bounded.
/// </summary>
public sealed class JsonSchema
{
    /// <summary>The most characters of a schema.</summary>
    public const int SchemaCharsMax = 64 << 10;

    /// <summary>The most characters of a text that is checked; a longer one is not as the schema says.</summary>
    public const int TextCharsMax = 1 << 20;

    private readonly SchemaNode root;

    private JsonSchema(SchemaNode root) => this.root = root;

    /// <summary>Reads a schema, or says which keyword is not known or has a value that means nothing.</summary>
    public static Result<JsonSchema> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > SchemaCharsMax)
        {
            return Problem.Invalid($"the schema has more than {SchemaCharsMax} characters.", "schema");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = SchemaReader.DepthMax, AllowDuplicateProperties = false });
            return SchemaReader.Read(document.RootElement.Clone()).Then(node => (Result<JsonSchema>)new JsonSchema(node));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problem.Invalid($"the schema is no JSON: {exception.Message}", "schema");
        }
    }

    /// <summary>Where and how a text is not as the schema says, without a word of the text; null where it is.</summary>
    public string? Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > TextCharsMax)
        {
            return $"it has more than {TextCharsMax} characters";
        }

        try
        {
            // A name that stands twice means one thing here and another elsewhere.
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = SchemaCheck.DepthMax, AllowDuplicateProperties = false });
            return new SchemaCheck().Run(root, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return "it is no JSON";
        }
    }
}
