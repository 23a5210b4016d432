using System.Buffers;
using System.Globalization;
using Strata.Otlp.Dialects;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Metrics;

/// <summary>
/// Collects labels and writes them as the text between the braces of Prometheus' exposition, by name: that text is the identity of a
/// series. Reused point by point.
/// </summary>
internal sealed class LabelSet(TextPool pool)
{
    private const int LabelsMax = 64;
    private const int ValueBytesMax = 1024;
    private readonly List<(string Name, string Value)> labels = [];
    private readonly ArrayBufferWriter<char> text = new(256);

    public void Clear() => labels.Clear();

    public void Add(string name, string value)
    {
        if (labels.Count < LabelsMax && value.Length > 0)
        {
            labels.Add((name, value));
        }
    }

    /// <summary>Adds an attribute under a name that Prometheus allows; names that the exposition uses itself get a prefix.</summary>
    public void Add(WirePair pair)
    {
        var name = PrometheusNames.Label(pool.Get(SpanDraft.Cut(pair.Key, 256)));
        Add(name is "job" or "instance" or "le" or "quantile" ? "exported_" + name : name, Text(pair.Value));
    }

    public ReadOnlyMemory<char> Write()
    {
        labels.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        text.ResetWrittenCount();
        for (var i = 0; i < labels.Count; i++)
        {
            if (i > 0 && labels[i].Name == labels[i - 1].Name)
            {
                continue; // two attributes that clean to one name: the first stays
            }

            if (text.WrittenCount > 0)
            {
                text.Write(",");
            }

            text.Write(labels[i].Name);
            text.Write("=\"");
            Escape(labels[i].Value);
            text.Write("\"");
        }

        return text.WrittenMemory;
    }

    private void Escape(string value)
    {
        foreach (ref readonly var c in value.AsSpan())
        {
            switch (c)
            {
                case '\\':
                    text.Write("\\\\");
                    break;
                case '"':
                    text.Write("\\\"");
                    break;
                case '\n':
                    text.Write("\\n");
                    break;
                default:
                    text.Write(new ReadOnlySpan<char>(in c));
                    break;
            }
        }
    }

    private string Text(WireValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                return pool.Get(SpanDraft.Cut(value.Raw, ValueBytesMax));
            case AttributeKind.Integer:
                return ((long)value.Bits).ToString(CultureInfo.InvariantCulture);
            case AttributeKind.Number:
                return value.Double.ToString(CultureInfo.InvariantCulture);
            case AttributeKind.True or AttributeKind.False:
                return value.Kind == AttributeKind.True ? "true" : "false";
            case AttributeKind.Array:
                var first = new ProtoReader(value.Raw);
                var broken = false;
                return first.Next() && first.Is(1) ? Text(WireValue.Read(first.Payload, ref broken)) : "";
            default:
                return "";
        }
    }
}
