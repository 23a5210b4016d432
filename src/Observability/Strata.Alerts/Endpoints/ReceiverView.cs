using Strata.Alerts.Receivers;

namespace Strata.Alerts.Endpoints;

/// <summary>A receiver as our API shows it; its secret is never among it.</summary>
internal sealed record ReceiverView
{
    public required string Name { get; init; }

    /// <summary><c>database</c> or <c>configuration</c>.</summary>
    public required string Source { get; init; }

    public required string Kind { get; init; }

    /// <summary>Where it is told; of one of the configuration the host alone.</summary>
    public string? Url { get; init; }

    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Whether its messages are signed, or routed by a key.</summary>
    public bool HasSecret { get; init; }

    public bool SendResolved { get; init; }

    public static ReceiverView From(Receiver receiver) => new()
    {
        Name = receiver.Name,
        Source = receiver.IsConfigured ? "configuration" : "database",
        Kind = ReceiverReader.Of(receiver.Kind),
        Url = receiver.IsConfigured || receiver.Kind == ReceiverKind.Slack ? receiver.Url?.GetLeftPart(UriPartial.Authority) : receiver.Url?.AbsoluteUri,
        To = receiver.To.Count > 0 ? receiver.To : null,
        HasSecret = receiver.Secret.Length > 0,
        SendResolved = receiver.SendResolved,
    };
}
