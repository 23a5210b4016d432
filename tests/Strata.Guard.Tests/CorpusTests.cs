using Strata.Guard.Tests.Labelled;

namespace Strata.Guard.Tests;

/// <summary>The bar of the project on texts of our own, made from the formats' specifications.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Finds_what_is_there_and_nothing_else()
    {
        var (labels, hits, right, wrong) = (0, 0, 0, 0);
        var mistakes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in Corpus.Make(seed: 20261121, rounds: 60))
        {
            var findings = Guards.Everything.Apply(GuardDirection.Input, row.Text).Findings;
            foreach (var span in row.Spans)
            {
                var isHit = findings.Any(f => f.Detector == span.Type && f.Start < span.End && f.End > span.Start);
                labels++;
                hits += isHit ? 1 : 0;
                Note(isHit, $"missed {span.Type} {row.Text[..Math.Min(row.Text.Length, 110)]}");
            }

            foreach (var finding in findings)
            {
                var isRight = row.Spans.Any(s => s.Type == finding.Detector && finding.Start < s.End && finding.End > s.Start);
                right += isRight ? 1 : 0;
                wrong += isRight ? 0 : 1;
                Note(isRight, $"wrong {finding.Detector} {row.Text[finding.Start..Math.Min(finding.End, finding.Start + 60)]} in {row.Text[..Math.Min(row.Text.Length, 110)]}");
            }
        }

        output.WriteLine($"recall {hits / (double)labels:0.0000} of {labels}, precision {right / (double)(right + wrong):0.0000} of {right + wrong}");
        foreach (var mistake in mistakes.Keys)
        {
            output.WriteLine(mistake);
        }

        Assert.True(hits >= 0.97 * labels, $"{hits} of {labels} found");
        Assert.True(right >= 0.98 * (right + wrong), $"{wrong} of {right + wrong} findings are wrong");

        void Note(bool isGood, string what)
        {
            if (!isGood)
            {
                mistakes[what.ReplaceLineEndings("\\n")] = 1;
            }
        }
    }
}
