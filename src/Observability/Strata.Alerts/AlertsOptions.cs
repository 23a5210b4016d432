using Strata.Alerts.Delivery;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Core.Configuration;

namespace Strata.Alerts;

/// <summary>The <c>alerts</c> section.</summary>
public sealed record AlertsOptions
{
    /// <summary>How often rules are looked at.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long history and messages are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The console's address as people open it; stands in messages. Empty where it is not known.</summary>
    public string Url { get; init; } = "";

    /// <summary>Whether receivers that tenants write down may stand in the private network.</summary>
    public bool PrivateReceivers { get; init; }

    /// <summary>The mail server; null where there is none.</summary>
    public SmtpOptions? Smtp { get; init; }

    /// <summary>Rules that stand in the configuration.</summary>
    public IReadOnlyList<AlertRule> Rules { get; init; } = [];

    /// <summary>Receivers that stand in the configuration; they serve every project.</summary>
    public IReadOnlyList<Receiver> Receivers { get; init; } = [];

    internal static AlertsOptions Read(ConfigReader section)
    {
        var fallback = new AlertsOptions();
        return new AlertsOptions
        {
            Every = section.Duration("every", fallback.Every, (TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)), "How often rules are looked at."),
            Keep = section.Duration("keep", fallback.Keep, (TimeSpan.FromHours(1), TimeSpan.FromDays(3_650)), "How long history and messages are kept."),
            Url = section.Text("url", "", "The console's address as people open it; stands in messages."),
            PrivateReceivers = section.Flag("private_receivers", false, "Whether receivers made by the API may stand in the private network."),
            Smtp = Mail(section),
            Rules = section.List("rules", "Rules; the API makes others.", Rule).OfType<AlertRule>().ToArray(),
            Receivers = section.List("receivers", "Receivers that serve every project; they may stand in the private network.", Receiver).OfType<Receiver>().ToArray(),
        };
    }

    private static SmtpOptions? Mail(ConfigReader section)
    {
        var given = section.Has("smtp");
        var mail = section.Section("smtp", "The mail server for receivers of kind email.");
        var (host, from) = (mail.Text("host", "", "Its name."), mail.Text("from", "", "The sender's address."));
        var options = new SmtpOptions
        {
            Host = host,
            From = from,
            Port = (int)mail.Integer("port", 587, (1, 65_535), "Its port."),
            Tls = mail.Flag("tls", true, "Whether STARTTLS is asked for; without it nothing is sent."),
            User = mail.Text("user", "", "The user, where one is asked."),
            Password = mail.Secret("password", "The password.") ?? "",
        };
        mail.Finish();
        if (given && (host.Length == 0 || !System.Net.Mail.MailAddress.TryCreate(from, out _)))
        {
            section.Reject("smtp", "needs 'host' and a mail address as 'from'.", "Write both, or leave smtp out.");
        }

        return given && host.Length > 0 && from.Length > 0 ? options : null;
    }

    private static AlertRule? Rule(ConfigReader section)
    {
        var id = section.RequiredText("id", "Its name within the project.");
        var organization = section.Text("organization", Identity.Keys.KeyMigrations.DefaultOrganization, "The organisation it watches.");
        var project = section.Text("project", Identity.Keys.KeyMigrations.DefaultProject, "The project it watches.");
        var body = RuleSection.Read(section);
        if (RuleReader.Read((organization, project), id, AlertRule.Configuration, body).Try(out var rule, out var problem))
        {
            return rule;
        }

        if (id.Length > 0 && !string.IsNullOrEmpty(body.Kind))
        {
            section.Reject(problem.Field ?? "id", problem.Message, "See docs/alerts.md for what a rule of this kind holds.");
        }

        return null;
    }

    private static Receiver? Receiver(ConfigReader section)
    {
        var name = section.RequiredText("name", "Its name, as rules call it.");
        var body = new ReceiverBody
        {
            Kind = section.RequiredText("kind", "webhook, slack, pagerduty or email."),
            Url = section.OptionalText("url", "Where it is told."),
            Secret = section.Secret("secret", "Signs a webhook's messages; PagerDuty's routing key."),
            To = section.Texts("to", "Mail addresses."),
            SendResolved = section.Flag("send_resolved", true, "Whether it also hears that an alert is over."),
        };
        if (ReceiverReader.Read(("", ""), name, body).Try(out var receiver, out var problem))
        {
            return receiver;
        }

        if (name.Length > 0 && !string.IsNullOrEmpty(body.Kind))
        {
            section.Reject(problem.Field ?? "name", problem.Message, "See docs/alerts.md for what a receiver of this kind holds.");
        }

        return null;
    }
}
