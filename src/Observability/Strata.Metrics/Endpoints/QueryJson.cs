using System.Globalization;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Series;
using Strata.Metrics.Storage;

namespace Strata.Metrics.Endpoints;

/// <summary>Answers in the form of Prometheus' HTTP API.</summary>
internal static class QueryJson
{
    public static byte[] Vector(IReadOnlyList<Point> points, long timeMs, bool isNumber) => Success(json =>
    {
        json.WriteStartObject();
        json.WriteString("resultType", isNumber ? "scalar" : "vector");
        json.WritePropertyName("result");
        if (isNumber)
        {
            Pair(json, timeMs, points[0].Value);
        }
        else
        {
            json.WriteStartArray();
            foreach (var (labels, value) in points)
            {
                json.WriteStartObject();
                Metric(json, labels);
                json.WritePropertyName("value");
                Pair(json, timeMs, value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    public static byte[] Matrix(IReadOnlyList<SeriesSamples> series) => Success(json =>
    {
        json.WriteStartObject();
        json.WriteString("resultType", "matrix");
        json.WriteStartArray("result");
        foreach (var one in series)
        {
            json.WriteStartObject();
            Metric(json, one.Labels);
            json.WriteStartArray("values");
            foreach (var sample in one.Samples)
            {
                Pair(json, sample.TimeMs, sample.Value);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static byte[] Series(IEnumerable<Labels> all) => Success(json =>
    {
        json.WriteStartArray();
        foreach (var labels in all)
        {
            Map(json, labels);
        }

        json.WriteEndArray();
    });

    public static byte[] Words(IEnumerable<string> words) => Success(json =>
    {
        json.WriteStartArray();
        foreach (var word in words)
        {
            json.WriteStringValue(word);
        }

        json.WriteEndArray();
    });

    public static byte[] Build() => Success(json =>
    {
        json.WriteStartObject();
        json.WriteString("version", "2.50.0");
        json.WriteString("application", "Strata");
        json.WriteEndObject();
    });

    /// <summary>A refusal, with the word of Prometheus' table of errors.</summary>
    public static byte[] Error(Problem problem) => Document(json =>
    {
        json.WriteString("status", "error");
        json.WriteString("errorType", problem.Code switch { ProblemCode.InvalidRequest => "bad_data", ProblemCode.TooLarge => "execution", ProblemCode.Unavailable => "unavailable", _ => "internal" });
        json.WriteString("error", problem.Message);
    });

    private static byte[] Success(Action<Utf8JsonWriter> data) => Document(json =>
    {
        json.WriteString("status", "success");
        json.WritePropertyName("data");
        data(json);
    });

    private static byte[] Document(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Metric(Utf8JsonWriter json, Labels labels)
    {
        json.WritePropertyName("metric");
        Map(json, labels);
    }

    private static void Map(Utf8JsonWriter json, Labels labels)
    {
        json.WriteStartObject();
        foreach (var (name, value) in labels.Pairs)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void Pair(Utf8JsonWriter json, long timeMs, double value)
    {
        json.WriteStartArray();
        json.WriteNumberValue(timeMs / 1000m);
        json.WriteStringValue(double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndArray();
    }
}
