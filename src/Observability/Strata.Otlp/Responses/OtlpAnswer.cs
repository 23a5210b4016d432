using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Responses;

/// <summary>Writes what a collector answers, in the encoding of the request.</summary>
public static class OtlpAnswer
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string RetryInfo = "type.googleapis.com/google.rpc.RetryInfo";

    /// <summary>An export response. Nothing rejected and nothing to say is an empty message: <c>partial_success</c> stays unset.</summary>
    /// <param name="signal">Whose response.</param>
    /// <param name="encoding">How to write it.</param>
    /// <param name="rejected">Items that were not taken; exporters do not send them again.</param>
    /// <param name="message">Why not; or a warning, with nothing rejected.</param>
    public static byte[] Taken(OtlpSignal signal, OtlpEncoding encoding, long rejected, string message)
    {
        if (encoding == OtlpEncoding.Json)
        {
            return Json(json =>
            {
                if (rejected > 0 || message.Length > 0)
                {
                    json.WriteStartObject("partialSuccess");
                    json.WriteString(RejectedName(signal), rejected.ToString(CultureInfo.InvariantCulture));
                    json.WriteString("errorMessage", message);
                    json.WriteEndObject();
                }
            });
        }

        if (rejected == 0 && message.Length == 0)
        {
            return [];
        }

        using var writer = new ProtoWriter();
        var partial = writer.Begin(1);
        if (rejected > 0)
        {
            writer.Varint(1, (ulong)rejected);
        }

        writer.Text(2, message);
        writer.End(partial);
        return writer.Written.ToArray();
    }

    /// <summary>A <c>google.rpc.Status</c>, with a <c>RetryInfo</c> where waiting helps.</summary>
    public static byte[] Refused(Problem problem, OtlpEncoding encoding)
    {
        var code = RpcCode.Of(problem.Code);
        if (encoding == OtlpEncoding.Json)
        {
            return Json(json =>
            {
                json.WriteNumber("code", code);
                json.WriteString("message", problem.Message);
                if (problem.RetryAfter is { } wait)
                {
                    json.WriteStartArray("details");
                    json.WriteStartObject();
                    json.WriteString("@type", RetryInfo);
                    json.WriteString("retryDelay", string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.###}s"));
                    json.WriteEndObject();
                    json.WriteEndArray();
                }
            });
        }

        using var writer = new ProtoWriter();
        writer.Varint(1, (ulong)code);
        writer.Text(2, problem.Message);
        if (problem.RetryAfter is { } delay)
        {
            var any = writer.Begin(3);
            writer.Text(1, RetryInfo);
            var value = writer.Begin(2);
            var duration = writer.Begin(1);
            writer.Varint(1, (ulong)(delay.Ticks / TimeSpan.TicksPerSecond));
            writer.Varint(2, (ulong)(delay.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));
            writer.End(duration);
            writer.End(value);
            writer.End(any);
        }

        return writer.Written.ToArray();
    }

    private static string RejectedName(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "rejectedSpans",
        OtlpSignal.Metrics => "rejectedDataPoints",
        _ => "rejectedLogRecords",
    };

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
