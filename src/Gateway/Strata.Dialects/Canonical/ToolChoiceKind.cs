namespace Strata.Dialects.Canonical;

/// <summary>Whether tools must be called.</summary>
public enum ToolChoiceKind
{
    /// <summary>The model decides.</summary>
    Auto,

    /// <summary>No tool is called.</summary>
    None,

    /// <summary>Some tool is called.</summary>
    Required,

    /// <summary>The named tool is called.</summary>
    Named,

    /// <summary>A choice among allowed tools (OpenAI's <c>allowed_tools</c>, Gemini's <c>allowedFunctionNames</c>).</summary>
    Allowed,
}
