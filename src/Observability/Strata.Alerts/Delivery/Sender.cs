using System.Net;
using System.Net.Http.Headers;
using System.Net.Mail;
using System.Text;
using Strata.Alerts.Notices;
using Strata.Alerts.Receivers;

namespace Strata.Alerts.Delivery;

/// <summary>Sends one message to one receiver, within a time. Follows no redirection; what tenants wrote down reaches public addresses only.</summary>
internal sealed class Sender : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly HttpClient anywhere;
    private readonly HttpClient outside;
    private readonly TimeProvider time;

    public Sender(TimeProvider time)
    {
        this.time = time;
        anywhere = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout };
        outside = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(1), ConnectCallback = PublicAddress.ConnectAsync,
        }) { Timeout = Timeout };
    }

    public async ValueTask<SendOutcome> SendAsync(Receiver receiver, Notice notice, string deliveryId, AlertsOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return receiver.Kind == ReceiverKind.Email
                ? await MailAsync(receiver, notice, options.Smtp, cancellationToken)
                : await PostAsync(receiver, notice, deliveryId, receiver.IsConfigured || options.PrivateReceivers ? anywhere : outside, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            return new SendOutcome(false, true, failure.Message);
        }
        catch (Exception failure) when (failure is SmtpException or IOException or FormatException)
        {
            // The platform's words for a connection that could not be made safe are "Failure sending mail."; what was wrong stands within.
            var within = failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal) ? $" {inner.Message}" : "";
            return new SendOutcome(false, failure is not FormatException, failure.Message + within);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome(false, true, "It does not answer within ten seconds.");
        }
    }

    public void Dispose()
    {
        anywhere.Dispose();
        outside.Dispose();
    }

    private async ValueTask<SendOutcome> PostAsync(Receiver receiver, Notice notice, string deliveryId, HttpClient client, CancellationToken cancellationToken)
    {
        var body = receiver.Kind switch
        {
            ReceiverKind.Slack => Payloads.Slack(notice),
            ReceiverKind.PagerDuty => Payloads.PagerDuty(notice, receiver.Secret),
            _ => Payloads.Webhook(notice),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "Strata");
        if (receiver.Kind == ReceiverKind.Webhook)
        {
            request.Headers.TryAddWithoutValidation("X-Strata-Delivery", deliveryId);
            if (receiver.Secret.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(Signature.Header, Signature.Of(receiver.Secret, time.GetUtcNow(), body));
            }
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        return response.IsSuccessStatusCode ? SendOutcome.Sent
            : new SendOutcome(false, status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout, $"It answers {status}.", response.Headers.RetryAfter?.Delta);
    }

    /// <summary>The platform's client has one TLS mode, STARTTLS, and no cancellation within a command; the time bounds it.</summary>
    private static async ValueTask<SendOutcome> MailAsync(Receiver receiver, Notice notice, SmtpOptions? smtp, CancellationToken cancellationToken)
    {
        if (smtp is null)
        {
            return new SendOutcome(false, false, "No mail server is configured: see alerts.smtp.");
        }

        using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.Tls };
        if (smtp.User.Length > 0)
        {
            client.Credentials = new NetworkCredential(smtp.User, smtp.Password);
        }

        using var mail = new MailMessage
        {
            From = new MailAddress(smtp.From), Subject = notice.Title.ReplaceLineEndings(" "), SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8,
            Body = $"{Payloads.Lines(notice, GroupPlan.AlertsMax)}\n{notice.ExternalUrl}",
        };
        foreach (var to in receiver.To)
        {
            mail.To.Add(to);
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Timeout);
        await client.SendMailAsync(mail, late.Token);
        return SendOutcome.Sent;
    }
}
