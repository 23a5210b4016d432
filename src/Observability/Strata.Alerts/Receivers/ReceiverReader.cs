using Strata.Core.Results;

namespace Strata.Alerts.Receivers;

/// <summary>Makes a receiver of what was written.</summary>
public static class ReceiverReader
{
    /// <summary>PagerDuty's address.</summary>
    public static Uri PagerDuty { get; } = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>The words of kinds.</summary>
    public static IReadOnlyDictionary<string, ReceiverKind> Kinds { get; } = new Dictionary<string, ReceiverKind>
    {
        ["webhook"] = ReceiverKind.Webhook, ["slack"] = ReceiverKind.Slack, ["pagerduty"] = ReceiverKind.PagerDuty, ["email"] = ReceiverKind.Email,
    };

    /// <summary>The word of a kind.</summary>
    public static string Of(ReceiverKind kind) => Kinds.First(k => k.Value == kind).Key;

    /// <summary>Reads a receiver.</summary>
    public static Result<Receiver> Read((string Organization, string Project) whose, string name, ReceiverBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (string.IsNullOrWhiteSpace(name) || name.Length > 100 || name.Any(c => char.IsControl(c) || c == '/'))
        {
            return Problem.Invalid("A receiver's name has 1 to 100 characters, none of them a control character or a slash.", "name");
        }

        if (!Kinds.TryGetValue(body.Kind ?? "", out var kind))
        {
            return Problem.Invalid($"'{body.Kind}' is no kind of receiver. Use {string.Join(", ", Kinds.Keys)}.", "kind");
        }

        var url = body.Url is null && kind == ReceiverKind.PagerDuty ? PagerDuty : null;
        if (kind != ReceiverKind.Email && url is null
            && !(Uri.TryCreate(body.Url, UriKind.Absolute, out url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && body.Url!.Length <= 2_000))
        {
            return Problem.Invalid("'url' is the whole address, for instance https://hooks.example.com/alerts, without a name and password in it.", "url");
        }

        if ((body.Secret?.Length ?? 0) > 500 || body.Secret?.Any(char.IsControl) == true || (kind == ReceiverKind.PagerDuty && string.IsNullOrEmpty(body.Secret)))
        {
            return Problem.Invalid(kind == ReceiverKind.PagerDuty ? "'secret' is PagerDuty's routing key (an integration key of the service)." : "'secret' has at most 500 characters.", "secret");
        }

        var to = body.To ?? [];
        return kind == ReceiverKind.Email && (to.Count is < 1 or > 20 || !to.All(IsAddress))
            ? Problem.Invalid("'to' holds 1 to 20 mail addresses.", "to")
            : new Receiver
            {
                Name = name,
                Organization = whose.Organization,
                Project = whose.Project,
                Kind = kind,
                Url = kind == ReceiverKind.Email ? null : url,
                Secret = body.Secret ?? "",
                To = to,
                SendResolved = body.SendResolved ?? true,
            };
    }

    private static bool IsAddress(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>') && System.Net.Mail.MailAddress.TryCreate(text, out _);
}
