using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Caching;
using Strata.Caching.Options;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Guard;
using Strata.Guard.Options;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Door;

public sealed class CacheTests
{
    private static GatewayOptions With(ScriptedUpstream upstream, CachePolicy? policy = null) => TestHost.With(upstream) with
    {
        Cache = new CacheOptions { Policies = new Dictionary<string, CachePolicy> { ["default"] = policy ?? new CachePolicy() } },
        Prices = new Dictionary<string, PriceOptions> { ["scn-echo"] = new() { Input = 1, Output = 1 } },
    };

    [Theory]
    [InlineData("/v1/chat/completions", true)]
    [InlineData("/v1/chat/completions", false)]
    [InlineData("/v1/messages", true)]
    public async Task The_same_question_is_paid_once_and_answered_byte_for_byte(string path, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream));
        var body = $$"""{"model":"scn-echo","max_tokens":50,{{(stream ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":"hello"}]}""";
        var texts = new List<string>();
        var marks = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var response = await host.PostAsync(path, body);
            texts.Add(await response.Content.ReadAsStringAsync(TestHost.Token));
            marks.Add(response.Headers.GetValues("x-strata-cache").Single());
        }

        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(["miss", "exact"], marks);
        Assert.Single(upstream.Log);
        var rows = await host.RowsAsync(2);
        Assert.Equal([0L, rows[1].CostNanos], [rows[0].CostNanos, rows[0].SavedNanos]);
        Assert.True(rows[0].SavedNanos > 0);
    }

    [Fact]
    public async Task Another_projects_and_other_questions_are_asked_anew()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, new CachePolicy { PerKey = true }));
        var made = await host.MakeKeyAsync(new KeyDraft { Name = "app" });
        using var one = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"));
        using var other = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"), made.Secret);
        using var third = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo", more: ",\"seed\":1"));
        Assert.Equal(3, upstream.Log.Count);
    }

    [Fact]
    public async Task Identical_requests_at_once_wait_for_the_first()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.JsonAsync(HttpMethod.Post, "/v1/chat/completions", Bodies.Chat("scn-long.500"))));
        Assert.Single(answers.Select(a => a.GetProperty("id").GetString()).Distinct());
        Assert.Single(upstream.Log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_survive_a_restart_and_a_purge_reaches_them_there(bool onPostgres)
    {
        await using var schema = onPostgres ? await PostgresSchema.CreateAsync() : null;
        await using var upstream = await ScriptedUpstream.StartAsync();
        var folder = Path.Combine(Path.GetTempPath(), "strata-cache-" + Path.GetRandomFileName());
        try
        {
            string secret;
            await using (var first = await TestHost.StartAsync(Patient(upstream), folder: folder, postgres: schema?.Connection))
            {
                secret = first.Secret;
                Assert.Equal("miss", await AskAsync(first, secret));
                await StoredAsync(first, 1);
            }

            await using var second = await TestHost.StartAsync(Patient(upstream), folder: folder, postgres: schema?.Connection);
            Assert.Equal("exact", await AskAsync(second, secret));
            Assert.Single(upstream.Log);
            var caller = second.Keys.FindActive(second.Keys.FirstOwner()!.Id).Value;
            Assert.Equal(1, (await second.Services.GetRequiredService<AnswerCache>().PurgeAsync($"{caller.Organization}/", null, TestHost.Token)).Value);
            await StoredAsync(second, 0);
            Assert.Equal("miss", await AskAsync(second, secret));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_database_that_is_away_fails_no_request_and_memory_goes_on()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        AwayDatabase? database = null;
        await using var host = await TestHost.StartAsync(Patient(upstream), wrap: inner => database = new AwayDatabase(inner));
        database!.IsAway = true;
        Assert.Equal(["miss", "exact"], [await AskAsync(host, host.Secret), await AskAsync(host, host.Secret)]);
        Assert.True(database.Refused > 0);
        var purged = await host.Services.GetRequiredService<AnswerCache>().PurgeAsync("", null, TestHost.Token);
        Assert.Equal(ProblemCode.Unavailable, purged.Problem.Code);
        Assert.Equal("miss", await AskAsync(host, host.Secret));
        database.IsAway = false;
    }

    [Fact]
    public async Task Another_guard_policy_or_route_never_meets_the_answers_of_the_one_before()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(Patient(upstream));
        Assert.Equal(["miss", "exact"], [await AskAsync(host, host.Secret), await AskAsync(host, host.Secret)]);
        foreach (var action in (GuardAction[])[GuardAction.Flag, GuardAction.Mask])
        {
            var policy = new GuardPolicyOptions { Rules = [new GuardRuleOptions { Detector = "EMAIL", Action = action }] };
            host.Services.GetRequiredService<Live<GatewayOptions>>().Swap(Patient(upstream) with { Guard = new GuardOptions { Policies = new Dictionary<string, GuardPolicyOptions> { ["default"] = policy } } });
            Assert.Equal(["miss", "exact"], [await AskAsync(host, host.Secret), await AskAsync(host, host.Secret)]);
        }
    }

    private static GatewayOptions Patient(ScriptedUpstream upstream) => With(upstream) is var options ? options with { Cache = options.Cache with { DatabaseWait = TimeSpan.FromSeconds(10) } } : null!;

    private static async Task<string> AskAsync(TestHost host, string secret)
    {
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-echo"), secret);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await response.Content.ReadAsStringAsync(TestHost.Token);
        return response.Headers.GetValues("x-strata-cache").Single();
    }

    private static async Task StoredAsync(TestHost host, long count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var connection = await host.Database.OpenAsync(limit.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM cache_answers";
            if ((long)(await command.ExecuteScalarAsync(limit.Token))! == count)
            {
                return;
            }

            await Task.Yield();
        }
    }
}
