using System.Diagnostics.Metrics;
using System.Text;

namespace Strata.Telemetry.Metrics;

/// <summary>
/// Listens to the instruments of every <c>Strata.*</c> meter, and to every <c>gen_ai.*</c> instrument, and keeps their state
/// for the exposition. Instruments of one exposed name share a family.
/// </summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly List<MetricFamily> observed = [];
    private readonly MetricLimits limits;

    public MetricRecorder(MetricLimits limits)
    {
        this.limits = limits;
        listener.InstrumentPublished = Published;
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => Record(family, (double)value, tags));
    }

    public void Start() => listener.Start();

    public void Dispose() => listener.Dispose();

    /// <summary>Asks the observable instruments and appends every family, by name.</summary>
    public void WriteTo(StringBuilder text)
    {
        lock (gate)
        {
            foreach (var family in observed)
            {
                family.BeginObservation();
            }

            listener.RecordObservableInstruments();
            foreach (var family in families.Values)
            {
                family.WriteTo(text);
            }
        }
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily?)family)?.Record(value, tags);

    private static MetricKind KindOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Histogram<>) ? MetricKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : MetricKind.Gauge;
    }

    private static double[] BoundsOf(Instrument instrument)
    {
        var advised = instrument switch
        {
            Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries?.ToArray(),
            Histogram<long> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
            Histogram<int> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(b => (double)b).ToArray(),
            _ => null,
        };
        return advised ?? Buckets.For(instrument.Name, instrument.Unit);
    }

    private void Published(Instrument instrument, MeterListener source)
    {
        var ours = instrument.Meter.Name.StartsWith("Strata.", StringComparison.Ordinal) || instrument.Name.StartsWith("gen_ai.", StringComparison.Ordinal);
        if (ours && instrument.GetType().IsGenericType && FamilyOf(instrument) is { } family)
        {
            source.EnableMeasurementEvents(instrument, family);
        }
    }

    private MetricFamily? FamilyOf(Instrument instrument)
    {
        var kind = KindOf(instrument);
        var name = PrometheusName.Of(instrument.Name, instrument.Unit, kind);
        lock (gate)
        {
            if (families.TryGetValue(name, out var known) || families.Count >= limits.InstrumentsMax)
            {
                return known?.Kind == kind ? known : null;
            }

            var bounds = kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
            var absolute = instrument.IsObservable || instrument.GetType().GetGenericTypeDefinition() == typeof(Gauge<>);
            var family = new MetricFamily(name, instrument.Description ?? instrument.Name, kind, (bounds, absolute), limits.SeriesMax);
            families.Add(name, family);
            if (instrument.IsObservable)
            {
                observed.Add(family);
            }

            return family;
        }
    }
}
