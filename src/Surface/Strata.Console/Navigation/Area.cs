using Strata.Core.Tenancy;

namespace Strata.Console.Navigation;

/// <summary>An entry of the rail.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Icon">Its icon's name.</param>
/// <param name="Letter">The letter after <c>g</c> that goes there.</param>
/// <param name="Group">What it stands under: the layer of the stack it shows; empty at the ends of the rail.</param>
internal sealed record Area(string Path, string Name, string Icon, char Letter, string Group = "")
{
    /// <summary>The least role that its page is for.</summary>
    public Role Least { get; init; } = Role.Viewer;

    /// <summary>Whether it stays in sight on a narrow screen, where the others are behind a button.</summary>
    public bool IsNear { get; init; }

    /// <summary>The rail, in its order. Only what exists is shown.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("/", "Home", "home", 'h') { IsNear = true },
        new("/playground", "Playground", "chat", 'p') { IsNear = true },
        new("/requests", "Requests", "list", 'r', "Observe") { IsNear = true },
        new("/traces", "Traces", "trace", 'e', "Observe") { IsNear = true },
        new("/dashboards", "Dashboards", "chart", 'b', "Observe"),
        new("/costs", "Costs", "coin", 'c', "Observe") { IsNear = true },
        new("/alerts", "Alerts", "bell", 'l', "Observe"),
        new("/models", "Models", "cube", 'm', "Serve"),
        new("/providers", "Providers", "cloud", 'v', "Gateway"),
        new("/routes", "Routes", "fork", 'o', "Gateway"),
        new("/cache", "Cache", "layers", 'x', "Gateway"),
        new("/guardrails", "Guardrails", "shield", 'd', "Gateway"),
        new("/prices", "Prices", "tag", 'i', "Gateway"),
        new("/keys", "Keys", "key", 'k', "Access"),
        new("/teams", "Teams", "people", 't', "Access"),
        new("/audit", "Audit", "chain", 'a', "Access") { Least = Role.Admin },
        new("/settings", "Settings", "sliders", 's'),
    ];
}
