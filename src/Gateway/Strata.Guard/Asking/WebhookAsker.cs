using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Guard.Options;

namespace Strata.Guard.Asking;

/// <summary>
/// Asks a webhook: <c>POST {"rule", "direction", "text"}</c>, JSON with a verdict comes back. The caller of this bounds its time.
/// </summary>
public static class WebhookAsker
{
    private const int TextCharsMax = 4 << 20;

    /// <summary>The verdict; a problem where there is none.</summary>
    public static async ValueTask<Result<GuardVerdict>> AskAsync(
        HttpMessageInvoker http, GuardWebhookOptions webhook, GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentNullException.ThrowIfNull(rule);
        if (text?.Length > TextCharsMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The text has more than {TextCharsMax} characters.");
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(Body(rule, direction, text ?? "")) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (webhook.Key is { Length: > 0 } key)
        {
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        try
        {
            using var response = await http.SendAsync(message, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return new Problem(ProblemCode.UpstreamFailed, $"The webhook answered with status {(int)response.StatusCode}.");
            }

            var buffer = new byte[VerdictReader.BytesMax + 1];
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return VerdictReader.OfWebhook(buffer.AsMemory(0, read));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Problem(ProblemCode.UpstreamFailed, "The webhook could not be reached.");
        }
    }

    private static byte[] Body(GuardModelRule rule, GuardDirection direction, string text)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Detector);
            json.WriteString("direction", ModelQuestion.Word(direction));
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
