namespace Strata.Traces.Api.Views;

/// <summary>A view as its table holds it.</summary>
internal sealed class ViewRow
{
    public string Id { get; init; } = "";

    public string Owner { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string Content { get; init; } = "";

    public long Shared { get; init; }

    public long AtMs { get; init; }

    public SavedView ToView() => new()
    {
        Id = Id,
        Owner = Owner,
        Kind = Kind == "dashboard" ? ViewKind.Dashboard : ViewKind.Page,
        Name = Name,
        Content = Content,
        IsShared = Shared != 0,
        At = DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
    };
}
