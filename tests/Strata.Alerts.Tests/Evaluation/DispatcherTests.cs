using System.Text.Json;
using Strata.Alerts.Delivery;
using Strata.Alerts.Notices;
using Strata.Alerts.Storage;
using Strata.Alerts.Tests.Support;
using Strata.Tests.Shared.Receivers;

namespace Strata.Alerts.Tests.Evaluation;

/// <summary>Over the embedded database; <see cref="DispatcherOnPostgresTests"/> runs the same over PostgreSQL.</summary>
public class DispatcherTests
{
    /// <summary>Whether the SQL meets PostgreSQL.</summary>
    protected virtual bool OnPostgres => false;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_message_arrives_signed_and_is_noted_as_sent()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        await using var host = await ReceiverHost.StartAsync();
        using var sender = new Sender(bench.Time);
        bench.Options.Swap(new AlertsOptions { PrivateReceivers = true });
        await bench.PutReceiverAsync("hook", host.Url, "s3cret");
        var dispatcher = await SendAsync(bench, sender, "hook");
        var (headers, body) = await host.Messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(Signature.Of("s3cret", bench.Time.GetUtcNow(), body), headers[Signature.Header].ToString());
        Assert.Equal("4", JsonDocument.Parse(body).RootElement.GetProperty("version").GetString());
        await dispatcher.SettleAsync();
        var kept = Assert.Single(await ListAsync(bench));
        Assert.Equal((DeliveryRecord.Sent, 1, headers["X-Strata-Delivery"].ToString()), (kept.State, kept.Attempts, kept.Id));
    }

    [Fact]
    public async Task A_dead_receiver_delays_nobody()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        await using var dead = await ReceiverHost.StartAsync();
        await using var well = await ReceiverHost.StartAsync();
        using var sender = new Sender(bench.Time);
        bench.Options.Swap(new AlertsOptions { PrivateReceivers = true });
        var wakes = new TaskCompletionSource();
        dead.Answers = wakes.Task;
        await bench.PutReceiverAsync("dead", dead.Url);
        await bench.PutReceiverAsync("well", well.Url);
        await AddAsync(bench, "dead");
        var dispatcher = await SendAsync(bench, sender, "well");
        await well.Messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        await AddAsync(bench, "well");
        while (!well.Messages.Reader.TryRead(out _))
        {
            await dispatcher.StartDueAsync(default);
        }

        wakes.SetResult();
        await dispatcher.SettleAsync();
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_and_again()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        await using var host = await ReceiverHost.StartAsync();
        using var sender = new Sender(bench.Time);
        bench.Options.Swap(new AlertsOptions { PrivateReceivers = true });
        await bench.PutReceiverAsync("hook", host.Url);
        var tries = 0;
        host.Status = () => ++tries < 3 ? 503 : 200;
        var dispatcher = await SendAsync(bench, sender, "hook");
        await dispatcher.SettleAsync();
        Assert.Equal((DeliveryRecord.Waiting, 1, "It answers 503."), Of(Assert.Single(await ListAsync(bench))));
        await dispatcher.StartDueAsync(default);
        await dispatcher.SettleAsync();
        Assert.Equal(1, tries);
        foreach (var pause in (int[])[1, 2])
        {
            bench.Time.Advance(TimeSpan.FromSeconds(pause));
            await dispatcher.StartDueAsync(default);
            await dispatcher.SettleAsync();
        }

        Assert.Equal((DeliveryRecord.Sent, 3, ""), Of(Assert.Single(await ListAsync(bench))));
    }

    [Fact]
    public async Task What_a_receiver_refuses_is_given_up_and_said()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        await using var host = await ReceiverHost.StartAsync();
        using var sender = new Sender(bench.Time);
        bench.Options.Swap(new AlertsOptions { PrivateReceivers = true });
        await bench.PutReceiverAsync("hook", host.Url);
        host.Status = () => 404;
        await (await SendAsync(bench, sender, "hook")).SettleAsync();
        Assert.Equal(DeliveryRecord.Failed, Assert.Single(await ListAsync(bench)).State);
        Assert.Equal("delivery_failed", Assert.Single(await bench.History.ListAsync(("org", "prj"), null, null, 10, default)).Happened);
    }

    [Fact]
    public async Task What_a_tenant_wrote_down_does_not_reach_the_private_network()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        await using var host = await ReceiverHost.StartAsync();
        using var sender = new Sender(bench.Time);
        await bench.PutReceiverAsync("hook", host.Url);
        await bench.PutReceiverAsync("name", host.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await AddAsync(bench, "name");
        await (await SendAsync(bench, sender, "hook")).SettleAsync();
        Assert.All(await ListAsync(bench), d => Assert.Contains("not in the public network", d.Reason, StringComparison.Ordinal));
        Assert.False(host.Messages.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Mail_without_a_server_is_given_up_with_the_reason()
    {
        await using var bench = await AlertBench.StartAsync(OnPostgres);
        using var sender = new Sender(bench.Time);
        await bench.Definitions.PutReceiverAsync(("org", "prj"), "mail", new Receivers.ReceiverBody { Kind = "email", To = ["ops@example.com"] }, bench.Time.GetUtcNow(), default);
        await (await SendAsync(bench, sender, "mail")).SettleAsync();
        Assert.Contains("alerts.smtp", Assert.Single(await ListAsync(bench)).Reason, StringComparison.Ordinal);
    }

    private static (string, int, string) Of(DeliveryRecord delivery) => (delivery.State, delivery.Attempts, delivery.Reason);

    private static ValueTask<IReadOnlyList<DeliveryRecord>> ListAsync(AlertBench bench) => bench.Deliveries.ListAsync(("org", "prj"), null, 10, default);

    private static async Task<Strata.Alerts.Evaluation.Dispatcher> SendAsync(AlertBench bench, Sender sender, string receiver)
    {
        await AddAsync(bench, receiver);
        await bench.Book.RefreshAsync(default);
        var dispatcher = bench.Dispatcher(sender);
        await dispatcher.StartDueAsync(default);
        return dispatcher;
    }

    private static async Task AddAsync(AlertBench bench, string receiver)
    {
        var now = bench.Time.GetUtcNow();
        var labels = new Dictionary<string, string> { ["alertname"] = "r", ["project"] = "prj", ["severity"] = "warning" };
        var notice = new Notice
        {
            GroupKey = "k", Receiver = receiver, GroupLabels = labels, Alerts = [new NoticeAlert { Labels = labels, Annotations = new Dictionary<string, string>(), StartsAt = now, Fingerprint = "f" }],
        };
        await bench.Deliveries.AddAsync(new DeliveryRecord { Id = bench.Ids.Next("adl"), Organization = "org", Project = "prj", Receiver = receiver, Notice = notice, CreatedAt = now, NextAt = now }, default);
    }
}
