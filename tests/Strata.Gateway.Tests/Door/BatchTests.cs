using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Core.Usage;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Routing.Options;
using Strata.Routing.Providers;
using Strata.Tests.Shared;

namespace Strata.Gateway.Tests.Door;

public sealed class BatchTests
{
    private const string Answered =
        """{"id":"r1","custom_id":"a","response":{"status_code":200,"body":{"id":"c","object":"chat.completion","model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"""
        + """ "finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}},"error":null}""" + "\n";

    private const string Messages =
        """{"custom_id":"a","result":{"type":"succeeded","message":{"id":"m","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn","""
        + """ "usage":{"input_tokens":1000,"output_tokens":100}}}}""" + "\n" + """{"custom_id":"b","result":{"type":"expired"}}""" + "\n";

    [Fact]
    public async Task A_batch_that_tells_its_usage_is_one_row_at_the_batch_price_however_often_its_end_is_seen()
    {
        await using var provider = await BatchProvider.StartAsync();
        await using var host = await TestHost.StartAsync(With(provider, "in=1 out=10 batch=0.5"));
        var owner = await BeginAsync(host);
        await AskAsync(host, owner);
        provider.State = """
            "status":"completed","output_file_id":"file-o","model":"gpt-4o-mini","usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":0},"output_tokens":100}
            """;
        for (var i = 0; i < 3; i++)
        {
            await AskAsync(host, owner);
        }

        using var results = await host.SendAsync(HttpMethod.Get, "/v1/files/file-o/content", null, owner.Secret);
        Assert.Equal(HttpStatusCode.OK, results.StatusCode); // the file that the batch wrote is the project's own
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((500_000L + 500_000L, "batch", "files/gpt-4o-mini", LedgerStatus.Ok), (row.CostNanos!.Value, row.ServiceTier, row.Deployment, row.Status));
        Assert.Equal((owner.Key.Id, "batch-1", "product=search"), (row.KeyId, row.UpstreamRequestId, Assert.Single(row.Tags)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_that_does_not_is_read_from_its_results_fetched_or_not(bool fetched)
    {
        await using var provider = await BatchProvider.StartAsync();
        provider.Results = Answered + Answered + """{"id":"r3","custom_id":"c","response":null,"error":{"code":"batch_expired"}}""";
        await using var host = await TestHost.StartAsync(With(provider, "in=1 out=10 batch=0.5"));
        var owner = await BeginAsync(host);
        provider.State = "\"status\":\"completed\",\"output_file_id\":\"file-o\",\"error_file_id\":\"file-e\"";
        await AskAsync(host, owner);
        if (fetched)
        {
            using var results = await host.SendAsync(HttpMethod.Get, "/v1/files/file-o/content", null, owner.Secret);
            Assert.Equal(provider.Results, await results.Content.ReadAsStringAsync(TestHost.Token));
        }

        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((2_000_000L, new TokenUsage { Input = 2_000, Output = 200 }, "2 answers"), (row.CostNanos!.Value, row.Usage, row.Attempts[0].Reason));
    }

    [Fact]
    public async Task Without_a_batch_price_a_batch_is_unpriced_and_one_that_failed_is_free()
    {
        await using var provider = await BatchProvider.StartAsync();
        provider.Results = Answered;
        await using var host = await TestHost.StartAsync(With(provider, "in=1 out=10"));
        var owner = await BeginAsync(host);
        provider.State = "\"status\":\"cancelled\",\"output_file_id\":\"file-o\"";
        await AskAsync(host, owner);
        Assert.Null(Assert.Single(await host.RowsAsync()).CostNanos);

        await using var other = await TestHost.StartAsync(With(provider, "in=1 out=10"));
        provider.State = "\"status\":\"failed\"";
        await AskAsync(other, await BeginAsync(other));
        var row = Assert.Single(await other.RowsAsync());
        Assert.Equal((0L, LedgerStatus.UpstreamError, "batch_failed"), (row.CostNanos!.Value, row.Status, row.ErrorCode));
    }

    [Fact]
    public async Task Batches_of_messages_pass_to_their_provider_and_are_metered_by_their_results()
    {
        await using var provider = await BatchProvider.StartAsync();
        provider.Results = Messages;
        await using var host = await TestHost.StartAsync(With(provider, "in=1 out=10 batch=0.5"));
        var owner = await host.MakeKeyAsync(new KeyDraft { Name = "owner", Models = ["claude-x"] });
        var other = await host.MakeKeyAsync(new KeyDraft { Name = "other" });
        using var refused = await host.PostAsync("/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"model":"claude-secret"}}]}""", owner.Secret);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var made = await host.JsonAsync(HttpMethod.Post, "/v1/messages/batches", """{"requests":[{"custom_id":"a","params":{"model":"claude-x","max_tokens":9,"messages":[]}}]}""", owner.Secret);
        Assert.Equal(host.Client.BaseAddress + "v1/messages/batches/msgbatch_1/results", made.GetProperty("results_url").GetString());
        Assert.Equal(1, (await host.JsonAsync(HttpMethod.Get, "/v1/messages/batches?limit=5", secret: owner.Secret)).GetProperty("data").GetArrayLength());
        using var hidden = await host.SendAsync(HttpMethod.Get, "/v1/messages/batches/msgbatch_1", null, other.Secret);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Contains("\"type\":\"not_found_error\"", await hidden.Content.ReadAsStringAsync(TestHost.Token));

        await host.JsonAsync(HttpMethod.Post, "/v1/messages/batches/msgbatch_1/cancel", "{}", owner.Secret);
        provider.Processing = "ended";
        using var results = await host.SendAsync(HttpMethod.Get, "/v1/messages/batches/msgbatch_1/results", null, owner.Secret);
        Assert.Equal(Messages, await results.Content.ReadAsStringAsync(TestHost.Token));
        await host.JsonAsync(HttpMethod.Get, "/v1/messages/batches/msgbatch_1", secret: owner.Secret);
        await host.JsonAsync(HttpMethod.Delete, "/v1/messages/batches/msgbatch_1", secret: owner.Secret);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((1_000_000L, "claude/claude-x", "anthropic"), (row.CostNanos!.Value, row.Deployment, row.DialectIn));
        Assert.Contains("GET /v1/messages/batches/msgbatch_1/results 2023-06-01", provider.Asked);
        Assert.Contains("DELETE /v1/messages/batches/msgbatch_1 2023-06-01", provider.Asked);
        Assert.Equal(1, provider.ResultReads);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_batch_whose_end_nobody_asks_about_is_in_the_ledger_and_in_a_spent_budget_all_the_same(bool tellsUsage, bool onPostgres)
    {
        await using var schema = onPostgres ? await PostgresSchema.CreateAsync() : null;
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        await using var provider = await BatchProvider.StartAsync();
        provider.Results = Answered;
        await using var host = await TestHost.StartAsync(With(provider, "in=1 out=10 batch=0.5"), time, postgres: schema?.Connection);
        await BeginAsync(host);
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        LimitRule Cap(NodeKind kind, long nanos) => new() { Id = $"cap-{kind}", Scope = LimitNode.Each(kind), Unit = LimitUnit.NanoDollars, Amount = nanos, Window = LimitWindow.Calendar(WindowKind.Year) };
        _ = budgets.SetRules("test", [Cap(NodeKind.Organization, 1), Cap(NodeKind.Provider, 9_000_000)]).Value;
        provider.State = "\"status\":\"completed\",\"output_file_id\":\"file-o\"" + (tellsUsage ? ",\"model\":\"gpt-4o-mini\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}" : "");
        IReadOnlyList<LedgerRow> rows = [];
        while (rows.Count == 0)
        {
            time.Advance(TimeSpan.FromMinutes(2));
            rows = await host.Ledger.QueryAsync(new LedgerQuery { Project = "prj_default" }, TestHost.Token);
        }

        Assert.Equal(1_000_000, Assert.Single(rows).CostNanos);
        Assert.Equal([1_000_000L, 1_000_000L], budgets.Read(new BudgetQuery()).Items.Select(i => i.Spent));
    }

    private static async Task<CreatedKey> BeginAsync(TestHost host)
    {
        var owner = await host.MakeKeyAsync(new KeyDraft { Name = "owner", Tags = ["product=search"] });
        await host.JsonAsync(HttpMethod.Post, "/v1/files", "{\"purpose\":\"batch\"}", owner.Secret);
        await host.JsonAsync(HttpMethod.Post, "/v1/batches", "{\"input_file_id\":\"file-1\",\"endpoint\":\"/v1/chat/completions\"}", owner.Secret);
        return owner;
    }

    private static async Task AskAsync(TestHost host, CreatedKey owner) =>
        Assert.Equal("batch-1", (await host.JsonAsync(HttpMethod.Get, "/v1/batches/batch-1", secret: owner.Secret)).GetProperty("id").GetString());

    private static GatewayOptions With(BatchProvider provider, string price)
    {
        ProviderOptions Of(string name, string kind, string dialect)
        {
            var found = ProviderKinds.Find(kind)!;
            var credential = new Credential { Name = "k", Secret = "s", Style = found.Auth };
            return new ProviderOptions { Provider = new Provider { Name = name, Kind = found, Url = new Uri(provider.Root + "/v1/"), Credentials = [credential], Dialects = [dialect] } };
        }

        var prices = PriceText.Read(price).Value;
        return new GatewayOptions
        {
            Prices = new Dictionary<string, PriceOptions> { ["files/gpt-4o-mini"] = prices, ["claude/claude-x"] = prices },
            Routing = new RoutingOptions { Providers = [Of("claude", "anthropic", "anthropic"), Of("files", "openai", "openai.chat")] },
        };
    }
}
