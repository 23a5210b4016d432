namespace Strata.Guard.Options;

/// <summary>How a model is asked for a verdict.</summary>
public enum GuardModelKind
{
    /// <summary>A chat model, by an instruction; it answers with a score and a category.</summary>
    Chat,

    /// <summary>A moderation model of OpenAI's kind (<c>/v1/moderations</c>): its highest category counts.</summary>
    Moderation,
}
