using System.Buffers;
using System.Diagnostics;
using Strata.Guard.Entities;
using Strata.Guard.Sources;
using Strata.Guard.Tests.Labelled;
using Strata.Guard.Text;

namespace Strata.Guard.Tests;

/// <summary>A text cut anywhere gives what the whole gives, holds back little, and never lets a part of a finding go.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_cut_gives_what_the_whole_gives(int seed)
    {
        var random = new Random(seed);
        var texts = Corpus.Make(seed, 2).Select(t => t.Text).ToArray();
        for (var round = 0; round < 150; round++)
        {
            var text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 6)).Select(_ => texts[random.Next(texts.Length)]));
            var whole = Guards.Everything.Apply(GuardDirection.Output, text);
            foreach (var step in (int[])[1, 2, 7, random.Next(3, 40)])
            {
                var cuts = Enumerable.Range(1, (text.Length - 1) / step).Select(i => i * step);
                var cut = Guards.Cut(Guards.Everything, text, cuts);
                Assert.True(whole.Text == cut.Text && whole.Findings.SequenceEqual(cut.Findings), $"seed {seed}, step {step}: {text}\n{whole.Text}\n{cut.Text}");
            }
        }
    }

    /// <summary>The twin asks every detector at every place of the whole text, without triggers, windows or cuts.</summary>
    [Fact]
    public void The_scanner_finds_what_asking_everywhere_finds()
    {
        foreach (var row in Corpus.Make(seed: 3, rounds: 4))
        {
            var found = Guards.Everything.Apply(GuardDirection.Output, row.Text).Findings.Select(f => (f.Detector, f.Start, f.End));
            Assert.Equal(Naive(row.Text), found);
        }
    }

    [Fact]
    public void Noise_is_survived_and_cut_alike()
    {
        const string alphabet = "0123456789@:=>_-+(AJeyskpasword=\"' ./\n<[TKI\u00e9\ud83d\ude00";
        var random = new Random(5);
        for (var round = 0; round < 400; round++)
        {
            var text = Digits.Word(random, random.Next(1, 300), alphabet);
            var whole = Guards.Everything.Apply(GuardDirection.Output, text);
            var cut = Guards.Cut(Guards.Everything, text, Enumerable.Range(1, text.Length - 1));
            Assert.Equal(whole.Text, cut.Text);
            Assert.Equal(whole.Findings, cut.Findings);
        }
    }

    [Fact]
    public void Prose_is_held_back_by_a_word_at_most()
    {
        using var scan = Guards.Everything.Begin(GuardDirection.Output);
        var safe = new ArrayBufferWriter<char>();
        foreach (var c in "An ordinary answer, with commas; and 中文没有空格所以不应该等待 some more words. ")
        {
            scan.Push([c], safe);
            Assert.True(scan.Held <= 12, $"{scan.Held} held at {c}");
        }

        Assert.Equal(0, scan.Held);
    }

    [Theory]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n", "\n-----END RSA PRIVATE KEY-----", "PRIVATE_KEY")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx", "", "JWT")]
    [InlineData("password=\"", "\"", "GENERIC_SECRET")]
    [InlineData("postgres://u:", "@db/x", "DB_URL")]
    public void A_long_secret_is_neither_kept_nor_let_go(string head, string tail, string type)
    {
        using var scan = Guards.Everything.Begin(GuardDirection.Output);
        var safe = new ArrayBufferWriter<char>();
        var held = 0;
        var text = $"here {head}{Digits.Word(new Random(1), type == "DB_URL" ? 900 : 9000)}{tail} done";
        foreach (var c in text)
        {
            scan.Push([c], safe);
            held = Math.Max(held, scan.Held);
        }

        scan.Complete(safe);
        var expected = type == "GENERIC_SECRET" ? "here password=\"[GENERIC_SECRET]\" done" : $"here [{type}] done";
        Assert.Equal(expected, safe.WrittenSpan.ToString());
        Assert.True(held <= 2100, $"{held} units held");
    }

    [Fact]
    public void Clean_text_allocates_nothing_per_piece()
    {
        using var scan = Guards.Everything.Begin(GuardDirection.Output);
        var safe = new ArrayBufferWriter<char>(1 << 16);
        const string piece = " the quick brown fox: jumps over 17 lazy dogs (again), on 2026-11-21 at 10:30";
        for (var i = 0; i < 100; i++)
        {
            scan.Push(piece, safe);
            safe.ResetWrittenCount();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            scan.Push(piece, safe);
            safe.ResetWrittenCount();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Triggers of every kind in rows: the cost stays linear in the length.</summary>
    [Theory]
    [InlineData("a://")]
    [InlineData("@")]
    [InlineData("password=")]
    [InlineData("1 ")]
    [InlineData("eyJ.")]
    [InlineData("-----BEGIN ")]
    [InlineData("a@a.")]
    public void Hostile_rows_cost_no_more_than_linear_time(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        var watch = Stopwatch.StartNew();
        Guards.Everything.Apply(GuardDirection.Input, text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static List<(string Detector, int Start, int End)> Naive(string text)
    {
        var found = new List<(string, int, int)>();
        var last = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var probe = new Probe(text, isFinal: true);
            if (at >= last && Dispatch.TryFind(ref probe, at, EntitySet.All, out var candidate) && candidate.Start >= last)
            {
                last = candidate.End;
                if (candidate.Tail != TailKind.None)
                {
                    var tail = new TailState(candidate.Tail);
                    last += tail.Consume(text.AsSpan(last));
                }

                found.Add((EntityNames.Of(candidate.Kind), candidate.Start, last));
            }
        }

        return found;
    }
}
