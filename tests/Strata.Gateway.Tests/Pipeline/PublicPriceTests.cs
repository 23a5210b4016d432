using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Routing.Options;
using Strata.Routing.Providers;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Pipeline;

/// <summary>Which price a request meets. The kind <c>ollama</c> stands for a provider that publishes prices: its usual address is one that a test can have.</summary>
public sealed class PublicPriceTests
{
    private static readonly PriceOptions Public = new() { Input = 1, Output = 10 };

    [Fact]
    public async Task A_public_price_holds_for_its_provider_under_any_name_and_for_nobody_else()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, ("mine", "ollama"), ("ollama", "openai-compatible")));
        Book(host, Entry("ollama/scn-echo", PriceSource.Seeded, Public));
        await AskAsync(host, "mine/scn-echo");
        await AskAsync(host, "ollama/scn-echo");
        var rows = await host.RowsAsync(2);
        Assert.Equal(["ollama/scn-echo", "mine/scn-echo"], rows.Select(r => r.Deployment));
        Assert.Null(rows[0].CostNanos);
        Assert.Equal(114_000, rows[1].CostNanos);
    }

    [Fact]
    public async Task Reservations_and_rows_meet_contracts_and_dates()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(With(upstream, ("mine", "ollama")));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Book(
            host,
            Entry("ollama/scn-echo", PriceSource.Seeded, Public),
            Entry("mine/scn-echo", PriceSource.Edited, new PriceOptions { Input = 2, Output = 20 }, $"org:{KeyMigrations.DefaultOrganization}"),
            Entry("mine/scn-echo", PriceSource.Edited, new PriceOptions { Input = 3, Output = 30 }, "credential:k1"),
            Entry("mine/scn-echo", PriceSource.Edited, new PriceOptions { Input = 9, Output = 90 }, "credential:k1", now.AddDays(1)));
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        _ = budgets.SetRules("test", [new LimitRule { Id = "cap", Scope = LimitNode.Each(NodeKind.Organization), Unit = LimitUnit.NanoDollars, Amount = 342_000, Window = LimitWindow.Calendar(WindowKind.Month) }]).Value;
        await AskAsync(host, "mine/scn-echo");
        Assert.Equal(342_000, (await host.RowsAsync())[0].CostNanos);
        Assert.Equal(342_000, budgets.Read(new BudgetQuery { Rule = "cap" }).Items.Single().Spent);
        using var refused = await host.PostAsync("/v1/chat/completions", Bodies.Chat("mine/scn-echo"));
        Assert.Equal(System.Net.HttpStatusCode.PaymentRequired, refused.StatusCode);
    }

    private static PriceEntry Entry(string model, PriceSource source, PriceOptions prices, string contract = "", DateTimeOffset from = default) =>
        new() { Model = model, Source = source, Prices = prices, Contract = contract, ValidFrom = from };

    /// <summary>Puts a book in force, and keeps it there: the host reads the stored prices once more behind its start.</summary>
    private static void Book(TestHost host, params PriceEntry[] entries)
    {
        var (live, book) = (host.Services.GetRequiredService<Live<PriceBook>>(), new PriceBook(entries));
        live.Changed += next =>
        {
            if (!ReferenceEquals(next, book))
            {
                live.Swap(book);
            }
        };
        live.Swap(book);
    }

    private static async Task AskAsync(TestHost host, string model)
    {
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsStringAsync(TestHost.Token);
    }

    private static GatewayOptions With(ScriptedUpstream upstream, params (string Name, string Kind)[] providers) => new()
    {
        Routing = new RoutingOptions
        {
            Providers = [.. providers.Select(p => new ProviderOptions
            {
                Provider = new Provider
                {
                    Name = p.Name,
                    Kind = ProviderKinds.Find(p.Kind)!,
                    Url = new Uri(upstream.Url + "/"),
                    Credentials = [new Credential { Name = "k1", Secret = ScriptedUpstream.Key }],
                    Dialects = ["openai.chat"],
                },
                AnyModel = true,
            })],
        },
    };
}
