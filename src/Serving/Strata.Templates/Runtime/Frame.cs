using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary>Where execution stands: what may be spent, which names are seen, and where output goes.</summary>
internal sealed record Frame(Budget Budget, Scope Scope, TextBuilder Output)
{
    /// <summary>The same place with names of its own.</summary>
    public Frame Inner() => this with { Scope = new Scope(Scope) };

    /// <summary>Names of its own, and output that is kept apart.</summary>
    public Frame Captured() => new(Budget, new Scope(Scope), new TextBuilder(Budget));
}
