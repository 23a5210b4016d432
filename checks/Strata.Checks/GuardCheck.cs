using System.Buffers;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Strata.Guard;
using Strata.Guard.Options;

namespace Strata.Checks;

/// <summary>
/// The built-in detectors over labelled texts. One case each: recall, precision (a finding counts when it overlaps a label of its
/// type), CPU time; and for every text, that it yields the same findings and the same output cut into single characters, cut in
/// two at every place, and whole. GUARD_MISSES=1 lists what was missed and what was found wrongly.
/// </summary>
internal static class GuardCheck
{
    private const double RecallMin = 0.97;
    private const double PrecisionMin = 0.98;
    private const double MicrosecondsMax = 50;

    public static async Task RunAsync(string folder, Tally tally)
    {
        var rows = await ReadAsync(Path.Combine(folder, "guard.jsonl.gz"));
        var policy = GuardPolicy.Compile("all", new GuardPolicyOptions
        {
            Rules = [new GuardRuleOptions { Detector = "PII" }, new GuardRuleOptions { Detector = "SECRETS" }],
        }).Value;

        var scores = new SortedDictionary<string, Score>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            Rate(row, policy.Apply(GuardDirection.Input, row.Text).Findings, scores);
            if (StreamDifference(policy, row.Text) is { } difference)
            {
                tally.Fail($"{row.Id}: {difference}");
            }
            else
            {
                tally.Pass();
            }
        }

        foreach (var (type, score) in scores)
        {
            Console.WriteLine($"{type,-16} {score.Hits,4} of {score.Labels,4}   wrong {score.Wrong}");
        }

        var recall = scores.Values.Sum(s => s.Hits) / (double)scores.Values.Sum(s => s.Labels);
        var precision = scores.Values.Sum(s => s.Right) / (double)scores.Values.Sum(s => s.Right + s.Wrong);
        Judge(tally, recall >= RecallMin, $"recall {recall:0.0000} (bar {RecallMin})");
        Judge(tally, precision >= PrecisionMin, $"precision {precision:0.0000} (bar {PrecisionMin})");
        var cost = Microseconds(policy, rows);
        Judge(tally, cost <= MicrosecondsMax, $"CPU {cost:0.00} µs per kB (bar {MicrosecondsMax})");
    }

    private static void Judge(Tally tally, bool isMet, string what)
    {
        Console.WriteLine(what);
        if (isMet)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail(what);
        }
    }

    private static void Rate(Row row, IReadOnlyList<GuardFinding> findings, SortedDictionary<string, Score> scores)
    {
        Score Of(string type) => scores.TryGetValue(type, out var score) ? score : scores[type] = new Score();
        var list = Environment.GetEnvironmentVariable("GUARD_MISSES") == "1";
        foreach (var (start, end, type) in row.Spans)
        {
            var isHit = findings.Any(f => f.Detector == type && f.Start < end && f.End > start);
            Of(type).Labels++;
            Of(type).Hits += isHit ? 1 : 0;
            if (!isHit && list)
            {
                Console.WriteLine($"missed {type} in {row.Id}: {row.Text[start..end]}");
            }
        }

        foreach (var finding in findings)
        {
            var isRight = row.Spans.Any(s => s.Type == finding.Detector && finding.Start < s.End && finding.End > s.Start);
            Of(finding.Detector).Right += isRight ? 1 : 0;
            Of(finding.Detector).Wrong += isRight ? 0 : 1;
            if (!isRight && list)
            {
                Console.WriteLine($"wrong {finding.Detector} in {row.Id}: {row.Text[finding.Start..finding.End]}");
            }
        }
    }

    private static string? StreamDifference(GuardPolicy policy, string text)
    {
        var whole = policy.Apply(GuardDirection.Output, text);
        for (var cut = 0; cut <= text.Length; cut++)
        {
            var (output, findings) = Cut(policy, text, cut);
            if (output != whole.Text || !findings.SequenceEqual(whole.Findings))
            {
                return $"cut at {cut} it gives other findings than whole";
            }
        }

        return null;
    }

    /// <summary>Cut 0 stands for single characters.</summary>
    private static (string Output, IReadOnlyList<GuardFinding> Findings) Cut(GuardPolicy policy, string text, int cut)
    {
        using var scan = policy.Begin(GuardDirection.Output);
        var safe = new ArrayBufferWriter<char>();
        for (var i = 0; cut == 0 && i < text.Length; i++)
        {
            scan.Push(text.AsSpan(i, 1), safe);
        }

        if (cut > 0)
        {
            scan.Push(text.AsSpan(0, cut), safe);
            scan.Push(text.AsSpan(cut), safe);
        }

        scan.Complete(safe);
        return (safe.WrittenSpan.ToString(), scan.Findings);
    }

    private static double Microseconds(GuardPolicy policy, IReadOnlyList<Row> rows)
    {
        var bytes = rows.Sum(r => Encoding.UTF8.GetByteCount(r.Text));
        void Pass()
        {
            foreach (var row in rows)
            {
                policy.Apply(GuardDirection.Input, row.Text);
            }
        }

        for (var i = 0; i < 400; i++)
        {
            Pass();
        }

        const int passes = 200;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < passes; i++)
        {
            Pass();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / (passes * bytes / 1000.0);
    }

    private static async Task<IReadOnlyList<Row>> ReadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var rows = new List<Row>();
        while (await lines.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var text = row.GetProperty("text").GetString()!;
            int[] offsets = [.. Offsets(text)];
            var spans = row.GetProperty("spans").EnumerateArray()
                .Select(s => (offsets[s.GetProperty("start").GetInt32()], offsets[s.GetProperty("end").GetInt32()], s.GetProperty("type").GetString()!))
                .Where(s => s.Item3 != "PERSON");
            rows.Add(new Row($"{row.GetProperty("id")}", text, [.. spans]));
        }

        return rows;
    }

    /// <summary>Where each code point begins, in UTF-16 units, and where the text ends.</summary>
    private static IEnumerable<int> Offsets(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return at;
            at += rune.Utf16SequenceLength;
        }

        yield return at;
    }

    private sealed record Row(string Id, string Text, (int Start, int End, string Type)[] Spans);

    private sealed class Score
    {
        public int Labels { get; set; }

        public int Hits { get; set; }

        public int Right { get; set; }

        public int Wrong { get; set; }
    }
}
