using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Segments;

public sealed class DamageTests
{
    [Fact]
    public async Task A_flipped_byte_anywhere_is_found_or_changes_no_answer()
    {
        await using var store = new TestStore();
        await store.OpenAsync();
        await store.FillAsync(8, 600);
        await store.Store.FlushAsync(default);
        var good = await AnswersAsync(store);
        await store.CloseAsync();
        var path = Directory.EnumerateFiles(store.TracesFolder, "*.seg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(path);
        var random = new Random(20261121);
        for (var round = 0; round < 50; round++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, damaged);
            store.Told.Clear();
            await store.OpenAsync();
            if (store.Told.Count == 0)
            {
                var answers = await AnswersAsync(store);
                for (var i = 0; i < good.Count; i++)
                {
                    Assert.True(answers[i] is null || answers[i] == good[i], $"Round {round}: query {i} gave a wrong answer.");
                }
            }

            await store.CloseAsync();
        }

        await File.WriteAllBytesAsync(path, bytes);
        await store.OpenAsync();
        Assert.Equal(good, await AnswersAsync(store));
    }

    /// <summary>Answers as text; null where a query said that data are damaged.</summary>
    private static async Task<List<string?>> AnswersAsync(TestStore store)
    {
        var answers = new List<string?>();
        foreach (var tenant in RandomSpans.Tenants)
        {
            var scope = new TraceScope(tenant);
            foreach (var filter in (string[])["", "text ~ needle", "attr.http.route = /a", "attr.retries > 1", "cost > 0.01 or error"])
            {
                var page = await store.Reader.SpansAsync(scope, new SpanQuery { Filter = SpanFilter.Parse(filter).Value, Limit = 1000 }, default);
                answers.Add(Text(page, p => string.Join('\n', p.Rows)));
            }

            var sums = await store.Reader.AggregateAsync(scope, new AggregateQuery { Range = TimeRange.All, GroupBy = ["model"] }, default);
            answers.Add(Text(sums, s => string.Join('\n', s.Groups.Select(g => $"{g.Keys[0]} {g.Cells[0]!.Spans} {g.Cells[0]!.CostNanos}").Order(StringComparer.Ordinal))));
            foreach (var span in store.Put.Where(s => s.Tenant == tenant).Take(20))
            {
                answers.Add(Text(store.Reader.Find(scope, span.TraceId, (0, 10), withMessages: true), t => t is null ? "none" : string.Join('\n', t.Spans.Select(Copies.Text))));
            }
        }

        return answers;

        static string? Text<T>(Result<T> result, Func<T, string> read)
        {
            if (!result.IsOk)
            {
                Assert.Equal(ProblemCode.CorruptData, result.Problem.Code);
                return null;
            }

            return read(result.Value);
        }
    }
}
