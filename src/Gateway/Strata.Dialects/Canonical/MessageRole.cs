namespace Strata.Dialects.Canonical;

/// <summary>Who speaks. Developer instructions are <see cref="System"/>; results of tools stand in <see cref="User"/> turns as blocks.</summary>
public enum MessageRole
{
    /// <summary>Instructions of the operator.</summary>
    System,

    /// <summary>The person, and the results of tools.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
