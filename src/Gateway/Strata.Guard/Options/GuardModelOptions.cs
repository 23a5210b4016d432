namespace Strata.Guard.Options;

/// <summary>A model that rules ask as <c>model:NAME</c>.</summary>
public sealed record GuardModelOptions
{
    /// <summary>The model, as callers would ask for it: a route, a listed name, <c>provider/model</c>, or a model of this process.</summary>
    public required string Model { get; init; }

    /// <summary>How it is asked.</summary>
    public GuardModelKind Kind { get; init; }

    /// <summary>For a chat model, what a text must not be or say, in a few sentences.</summary>
    public string Instructions { get; init; } = "Hate, harassment, violence, sexual content, self-harm, or help with crime.";
}
