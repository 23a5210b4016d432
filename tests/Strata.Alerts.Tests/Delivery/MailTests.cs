using Strata.Alerts.Delivery;
using Strata.Alerts.Notices;
using Strata.Alerts.Receivers;
using Strata.Alerts.Tests.Support;

namespace Strata.Alerts.Tests.Delivery;

/// <summary>Mail over a real socket: plain, signed in, and each way a server refuses, in words an operator can act on.</summary>
public sealed class MailTests
{
    private static readonly Receiver Team = new() { Name = "mail", Kind = ReceiverKind.Email, To = ["ops@example.com", "lead@example.com"] };

    [Fact]
    public async Task A_message_arrives_with_its_words()
    {
        await using var server = new SmtpHost();
        Assert.Equal(SendOutcome.Sent, await SendAsync(server, tls: false));
        Assert.Contains("MAIL FROM:<strata@example.com>", server.Lines);
        Assert.Contains("RCPT TO:<ops@example.com>", server.Lines);
        Assert.Contains("RCPT TO:<lead@example.com>", server.Lines);
        Assert.Contains(server.Lines, l => l.StartsWith("Subject: ", StringComparison.Ordinal));
        Assert.Contains("Zu viele Fehler: Bärte", server.Body, StringComparison.Ordinal);
        Assert.Contains("https://strata.example/alerts", server.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_an_account_signs_in()
    {
        await using var server = new SmtpHost { Extensions = ["AUTH LOGIN"], Account = ("me", "s3cret") };
        Assert.Equal(SendOutcome.Sent, await SendAsync(server, tls: false, "me", "s3cret"));
        Assert.Contains(".", server.Lines);
    }

    [Theory]
    [InlineData("me", "wrong")]
    [InlineData("", "")]
    public async Task Who_is_not_let_in_hears_it_and_nothing_is_sent(string user, string password)
    {
        await using var server = new SmtpHost { Extensions = ["AUTH LOGIN"], Account = ("me", "s3cret") };
        var outcome = await SendAsync(server, tls: false, user, password);
        Assert.False(outcome.IsSent);
        Assert.Contains("not authenticated", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("DATA", server.Lines);
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_where_it_is_asked_for()
    {
        await using var server = new SmtpHost { Extensions = ["AUTH LOGIN"], Account = ("me", "s3cret") };
        var outcome = await SendAsync(server, tls: true, "me", "s3cret");
        Assert.False(outcome.IsSent);
        Assert.Contains("does not support secure connections", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_with_the_reason()
    {
        await using var server = new SmtpHost { Extensions = ["STARTTLS"] };
        var outcome = await SendAsync(server, tls: true);
        Assert.False(outcome.IsSent);
        Assert.Contains("certificate", outcome.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("DATA", server.Lines);
    }

    [Fact]
    public async Task A_server_that_knows_nobody_of_the_name_is_quoted()
    {
        await using var server = new SmtpHost { Unknown = "example.com" };
        var outcome = await SendAsync(server, tls: false);
        Assert.False(outcome.IsSent);
        Assert.Contains("recipients", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        int port;
        await using (var server = new SmtpHost())
        {
            port = server.Port;
        }

        var outcome = await SendAsync(port, tls: false, "", "");
        Assert.Equal((false, true), (outcome.IsSent, outcome.MayRetry));
        Assert.Contains("refused", outcome.Reason, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<SendOutcome> SendAsync(SmtpHost server, bool tls, string user = "", string password = "") => SendAsync(server.Port, tls, user, password);

    private static async Task<SendOutcome> SendAsync(int port, bool tls, string user, string password)
    {
        using var sender = new Sender(TimeProvider.System);
        var labels = new Dictionary<string, string> { ["alertname"] = "r", ["severity"] = "critical" };
        var alert = new NoticeAlert { Labels = labels, Annotations = new Dictionary<string, string> { ["summary"] = "Zu viele Fehler: Bärte" }, StartsAt = DateTimeOffset.UnixEpoch, Fingerprint = "f" };
        var notice = new Notice { GroupKey = "k", Receiver = "mail", GroupLabels = labels, Alerts = [alert], ExternalUrl = "https://strata.example/alerts" };
        var options = new AlertsOptions { Smtp = new SmtpOptions { Host = "127.0.0.1", Port = port, Tls = tls, User = user, Password = password, From = "strata@example.com" } };
        return await sender.SendAsync(Team, notice, "adl_1", options, TestContext.Current.CancellationToken);
    }
}
