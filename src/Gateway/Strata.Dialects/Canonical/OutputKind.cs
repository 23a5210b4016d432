namespace Strata.Dialects.Canonical;

/// <summary>The form an answer must have.</summary>
public enum OutputKind
{
    /// <summary>Free text.</summary>
    Text,

    /// <summary>Some JSON object.</summary>
    JsonObject,

    /// <summary>JSON that follows a schema.</summary>
    JsonSchema,
}
