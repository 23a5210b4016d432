namespace Strata.Console.Navigation;

/// <summary>An entry of the rail.</summary>
/// <param name="Path">Its page.</param>
/// <param name="Name">Its name.</param>
/// <param name="Icon">Its icon's name.</param>
/// <param name="Letter">The letter after <c>g</c> that goes there.</param>
internal sealed record Area(string Path, string Name, string Icon, char Letter)
{
    /// <summary>The rail, in its order. Only what exists is shown.</summary>
    public static IReadOnlyList<Area> All { get; } =
    [
        new("/", "Home", "home", 'h'),
        new("/playground", "Playground", "chat", 'p'),
        new("/requests", "Requests", "list", 'r'),
        new("/models", "Models", "cube", 'm'),
        new("/keys", "Keys", "key", 'k'),
        new("/settings", "Settings", "sliders", 's'),
    ];
}
