namespace Strata.Traces.Api.Views;

/// <summary>A view as it stands.</summary>
public sealed record ViewItem(string Id, string Kind, string Name, string Content, bool Shared, string Owner, DateTimeOffset At)
{
    /// <summary>A view as the API says it.</summary>
    public static ViewItem Of(SavedView view) => new(view.Id, view.Kind == ViewKind.Dashboard ? "dashboard" : "page", view.Name, view.Content, view.IsShared, view.Owner, view.At);
}
