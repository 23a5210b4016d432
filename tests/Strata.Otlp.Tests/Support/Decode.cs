using System.Text;
using Strata.Core.Results;
using Strata.Otlp.Dialects;
using Strata.Otlp.Spans;
using Strata.Traces.Spans;

namespace Strata.Otlp.Tests.Support;

/// <summary>A decoder with its batch; the results stay valid until the next decode.</summary>
internal sealed class Decode : IDisposable
{
    public static readonly Tenant Tenant = new("org", "proj");
    private readonly TraceDecoder decoder;

    public Decode() => decoder = new TraceDecoder(new TextPool(), Unmapped);

    public void Dispose() => decoder.Dispose();

    public UnmappedTokens Unmapped { get; } = new();

    public SpanBatch Batch { get; } = new();

    public Result<DecodeOutcome> All(byte[] body, OtlpEncoding encoding = OtlpEncoding.Protobuf)
    {
        Batch.Clear();
        decoder.Clear();
        return decoder.Decode(body, encoding, Tenant, "key", Batch);
    }

    public SpanRecord One(TestSpan span)
    {
        var outcome = All(TestSpan.Request(span));
        Assert.True(outcome.IsOk, outcome.ToString());
        Assert.Equal((1, 0), (outcome.Value.Taken, outcome.Value.Rejected));
        return Batch[0];
    }

    public SpanRecord Json(string request)
    {
        var outcome = All(Encoding.UTF8.GetBytes(request), OtlpEncoding.Json);
        Assert.True(outcome.IsOk, outcome.ToString());
        return Batch[0];
    }

    /// <summary>The messages as lines: slot, role, text; JSON bodies behind a tilde.</summary>
    public static string Lines(SpanRecord span) =>
        string.Join('\n', span.Messages.Select(m => $"{m.Slot} {m.Role}: {(m.IsJson ? "~" : "")}{Encoding.UTF8.GetString(m.Body.Span)}"));

    /// <summary>The attributes as JSON-like text, in order.</summary>
    public static string Attributes(AttributeList list) => Members(new AttributeReader(list.Bytes));

    private static string Members(AttributeReader reader)
    {
        var parts = new List<string>();
        while (reader.Next())
        {
            var value = reader.Kind switch
            {
                AttributeKind.Text => $"'{reader.Text}'",
                AttributeKind.Integer => $"{reader.Integer}",
                AttributeKind.Number => FormattableString.Invariant($"{reader.Number}d"),
                AttributeKind.Bytes => $"0x{Convert.ToHexStringLower(reader.Bytes)}",
                AttributeKind.Array => $"[{Members(reader.Inside())}]",
                AttributeKind.Map => $"{{{Members(reader.Inside())}}}",
                var other => other.ToString(),
            };
            parts.Add(reader.Key.IsEmpty ? value : $"{Encoding.UTF8.GetString(reader.Key)}={value}");
        }

        Assert.False(reader.Broken);
        return string.Join(", ", parts);
    }
}
