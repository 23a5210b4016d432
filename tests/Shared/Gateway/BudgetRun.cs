using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Gateway.Options;
using Strata.Ledger.Pricing;
using Strata.Routing.Options;
using Strata.Routing.Policies;
using Strata.Tests.Shared.Upstream;

namespace Strata.Tests.Shared.Gateway;

/// <summary>Budgets from outside: many calls at once on room for a few, and callers who leave at every moment.</summary>
internal static class BudgetRun
{
    private const int Slots = 64;

    /// <summary>What a typical call costs: four words asked, eleven answered.</summary>
    private const long TypicalNanos = (4 * 1_000) + (11 * 10_000);

    /// <summary>Calls at once, none with <c>max_tokens</c>, on a budget for <paramref name="room"/> typical ones, after forty that show what is typical.</summary>
    public static async Task<(int Admitted, int Refused, long SpentNanos, long AmountNanos)> AtOnceAsync(int calls, int room, CancellationToken cancellationToken)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(Options(upstream), cancellationToken);
        for (var i = 0; i < 40; i++)
        {
            await AskAsync(host, cancellationToken);
        }

        var budgets = Limit(host, LimitUnit.NanoDollars, room * TypicalNanos);
        var answers = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => AskAsync(host, cancellationToken)));
        return (answers.Count(a => a == HttpStatusCode.OK), answers.Count(a => a == HttpStatusCode.PaymentRequired), View(budgets).Spent, room * TypicalNanos);
    }

    /// <summary>Callers who leave before the head, behind it, in the stream, and at once: how many places are held afterwards, and how many callers then find one.</summary>
    public static async Task<(long Held, int Places)> AbortsAsync(int calls, CancellationToken cancellationToken)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(Options(upstream), cancellationToken);
        var budgets = Limit(host, LimitUnit.Parallel, Slots);
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = Slots / 2, CancellationToken = cancellationToken }, async (i, token) => await LeaveAsync(host, i, token));
        for (var left = 500; left > 0 && View(budgets).Reserved > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken); // the last ones are on their way out
        }

        var held = View(budgets).Reserved;
        var answers = await Task.WhenAll(Enumerable.Range(0, Slots).Select(_ => AskAsync(host, cancellationToken)));
        return (held, answers.Count(a => a == HttpStatusCode.OK));
    }

    private static async Task LeaveAsync(GatewayHost host, int number, CancellationToken cancellationToken)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var kind = number % 4;
        try
        {
            using var message = CallerDialect.Chat.Ask(kind == 0 ? "up/scn-hang" : "up/scn-wait", $"abort {number}", stream: kind != 0);
            if (kind is 0 or 1)
            {
                leave.CancelAfter(TimeSpan.FromMilliseconds(number % 16)); // somewhere on the way
            }

            using var response = await host.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, leave.Token);
            if (kind == 3)
            {
                await ReadAnswer.OfAsync(response, _ => leave.Cancel(), leave.Token);
            }
        }
        catch (Exception exception) when (leave.IsCancellationRequested && !cancellationToken.IsCancellationRequested && exception is OperationCanceledException or IOException or HttpRequestException)
        {
            // left
        }
    }

    private static async Task<HttpStatusCode> AskAsync(GatewayHost host, CancellationToken cancellationToken)
    {
        using var message = CallerDialect.Chat.Ask("up/scn-echo", "Say a few words", stream: false);
        using var response = await host.Client.SendAsync(message, cancellationToken);
        return response.StatusCode;
    }

    private static GatewayOptions Options(ScriptedUpstream upstream) => new()
    {
        Prices = new Dictionary<string, PriceOptions> { ["up/scn-echo"] = new() { Input = 1, Output = 10 } },
        Routing = new RoutingOptions { Providers = [Providers.Of("up", "openai.chat", upstream.Root)], Retries = new RetryPolicy { AttemptsMax = 1 } },
    };

    private static BudgetBook Limit(GatewayHost host, LimitUnit unit, long amount)
    {
        var budgets = host.Services.GetRequiredService<BudgetBook>();
        _ = budgets.SetRules("test", [new LimitRule { Id = "cap", Scope = LimitNode.Each(NodeKind.Organization), Unit = unit, Amount = amount, Window = LimitWindow.Calendar(WindowKind.Month) }]).Value;
        return budgets;
    }

    private static BudgetView View(BudgetBook budgets) => budgets.Read(new BudgetQuery { Rule = "cap" }).Items.Single();
}
