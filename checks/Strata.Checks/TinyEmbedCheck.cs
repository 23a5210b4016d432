using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Strata.Inference;
using Strata.Inference.Options;

namespace Strata.Checks;

/// <summary>
/// <c>strata-tiny-embed</c>: recall among its held-out pairs, and on Cranfield whether BM25 keeps its quality when fused with it. The rule of the
/// fusion is fixed beforehand: reciprocal ranks (k = 60), and the vectors weigh the square of the share of the query's words, by their
/// rarity, that the corpus of the model knows as whole words, since of other words it knows only spelling.
/// </summary>
internal static partial class TinyEmbedCheck
{
    private const int WindowWords = 48;
    private const int Depth = 100;

    public static async Task RunAsync(string data, string cranfield, Tally tally)
    {
        await using var model = await GgufModel.LoadAsync(Path.Combine(data, "strata-tiny-embed.gguf"), new InferenceOptions { QueueMax = 10_000, SequencesMax = 16 });
        var generator = model.AsEmbeddingGenerator();
        var rows = TinyCheck.Lines(data, "pairs");
        var queries = await VectorsAsync(generator, [.. rows.Select(r => (string)r["query"]!)]);
        var passages = await VectorsAsync(generator, [.. rows.Select(r => (string)r["passage"]!)]);
        var found = queries.Where((query, i) => passages.Count(p => Dot(query, p) > Dot(query, passages[i])) < 10).Count();
        var recall = found / (double)rows.Count;
        TinyCheck.Judge(tally, recall >= 0.95, FormattableString.Invariant($"vectors: recall@10 {recall:F3} among {rows.Count} held-out pairs (bar 0.95); BM25 {Bm25Recall(rows):F3}"));
        if (Directory.Exists(cranfield))
        {
            await CranfieldAsync(generator, (cranfield, Known(data)), tally);
        }
        else
        {
            tally.Skip($"there is no {Path.GetFullPath(cranfield)}: fusion with BM25 was not measured");
        }
    }

    private static double Bm25Recall(List<System.Text.Json.Nodes.JsonNode> rows)
    {
        var index = new Bm25([.. rows.Select(r => (string)r["passage"]!)]);
        return rows.Where((row, i) => index.Best((string)row["query"]!, 10).Contains(i)).Count() / (double)rows.Count;
    }

    private static HashSet<string> Known(string data) =>
        [.. TinyCheck.Lines(data, "pairs").SelectMany(r => Bm25.Words($"{r["query"]} {r["passage"]}")).GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key)];

    private static async Task CranfieldAsync(IEmbeddingGenerator<string, Embedding<float>> generator, (string Folder, HashSet<string> Known) with, Tally tally)
    {
        var documents = Document().Matches(Read(with.Folder, "cran.all.1400.xml.gz")).Select(m => (Id: m.Groups[1].Value.Trim(), Text: $"{m.Groups[2].Value} {m.Groups[3].Value}")).ToArray();
        var queries = Query().Matches(Read(with.Folder, "cran.qry.xml.gz")).Select(m => m.Groups[1].Value.Trim()).ToArray();
        var judged = Read(with.Folder, "cranqrel.trec.txt.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(p => int.Parse(p[3]) > 0).ToLookup(p => int.Parse(p[0]), p => p[2]);
        var windows = documents.SelectMany((d, i) => Windows(d.Text).Select(w => (Document: i, Text: w))).ToArray();
        var vectors = await VectorsAsync(generator, [.. windows.Select(w => w.Text)]);
        var asked = await VectorsAsync(generator, queries);
        var index = new Bm25([.. documents.Select(d => d.Text)]);
        var (lexical, dense, fused, counted) = (0.0, 0.0, 0.0, 0);
        for (var q = 0; q < queries.Length; q++)
        {
            var relevant = judged[q + 1].ToHashSet();
            if (relevant.Count == 0)
            {
                continue;
            }

            var byWords = index.Best(queries[q], Depth);
            var nearest = new float[documents.Length];
            Array.Fill(nearest, float.MinValue);
            for (var w = 0; w < windows.Length; w++)
            {
                nearest[windows[w].Document] = Math.Max(nearest[windows[w].Document], Dot(asked[q], vectors[w]));
            }

            var byMeaning = Enumerable.Range(0, documents.Length).OrderByDescending(d => nearest[d]).Take(Depth).ToArray();
            var words = Bm25.Words(queries[q]).ToArray();
            var share = words.Where(with.Known.Contains).Sum(index.Rarity) / words.Sum(index.Rarity);
            int[] together = Fuse(byWords, byMeaning, share * share);
            lexical += Gain(byWords, documents, relevant);
            dense += Gain(byMeaning, documents, relevant);
            fused += Gain(together, documents, relevant);
            counted++;
        }

        (lexical, dense, fused) = (lexical / counted, dense / counted, fused / counted);
        TinyCheck.Judge(tally, fused >= lexical, FormattableString.Invariant($"Cranfield, nDCG@10 over {counted} queries: fused {fused:F4}, BM25 {lexical:F4}, vectors alone {dense:F4} (bar: not below BM25)"));
    }

    private static int[] Fuse(IReadOnlyList<int> byWords, int[] byMeaning, double weight)
    {
        var scores = new Dictionary<int, double>();
        for (var rank = 0; rank < byWords.Count; rank++)
        {
            scores[byWords[rank]] = 1.0 / (61 + rank);
        }

        for (var rank = 0; rank < byMeaning.Length; rank++)
        {
            scores[byMeaning[rank]] = scores.GetValueOrDefault(byMeaning[rank]) + (weight / (61 + rank));
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Select(s => s.Key)];
    }

    private static double Gain(IReadOnlyList<int> ranked, (string Id, string Text)[] documents, HashSet<string> relevant)
    {
        var gain = ranked.Take(10).Select((d, i) => relevant.Contains(documents[d].Id) ? 1 / Math.Log2(i + 2) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(i => 1 / Math.Log2(i + 2));
    }

    private static async Task<float[][]> VectorsAsync(IEmbeddingGenerator<string, Embedding<float>> generator, string[] texts)
    {
        var vectors = new float[texts.Length][];
        await Parallel.ForEachAsync(Enumerable.Range(0, texts.Length), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
            vectors[i] = (await generator.GenerateAsync([texts[i].Length > 0 ? texts[i] : "."], null, stop))[0].Vector.ToArray());
        return vectors;
    }

    private static float Dot(float[] a, float[] b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static IEnumerable<string> Windows(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var start = 0; start == 0 || start < words.Length; start += WindowWords)
        {
            yield return string.Join(' ', words.Skip(start).Take(WindowWords));
        }
    }

    private static string Read(string folder, string name)
    {
        using var stream = new GZipStream(File.OpenRead(Path.Combine(folder, name)), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("<docno>(.*?)</docno>.*?<title>(.*?)</title>.*?<text>(.*?)</text>", RegexOptions.Singleline)]
    private static partial Regex Document();

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex Query();
}
