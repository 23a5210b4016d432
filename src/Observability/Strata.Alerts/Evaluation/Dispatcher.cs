using Microsoft.Extensions.Logging;
using Strata.Alerts.Delivery;
using Strata.Alerts.Storage;
using Strata.Core.Configuration;
using Strata.Core.Identity;

namespace Strata.Alerts.Evaluation;

/// <summary>
/// Sends the messages that wait, apart from the look at the rules: each receiver on its own, so that a dead one delays nobody. What fails is
/// tried again with growing pauses for a day. A crash between a receiver's yes and our note of it sends that message once more, under
/// the same id.
/// </summary>
internal sealed class Dispatcher(DeliveryStore store, HistoryStore history, AlertBook book, Sender sender, Live<AlertsOptions> options, (IIdSource Ids, TimeProvider Time) world, ILogger<Dispatcher> logger)
{
    public const int ParallelMax = 32;
    private const int BatchMax = 200;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly Dictionary<(string, string, string), Task> busy = [];

    /// <summary>Begins to send what is due; a receiver that is still being told is left for later.</summary>
    public async ValueTask StartDueAsync(CancellationToken cancellationToken)
    {
        HashSet<(string, string, string)> wasBusy;
        lock (gate)
        {
            wasBusy = [.. busy.Keys];
        }

        // Who was busy before the reading may have finished since: what was read of them is old.
        var due = await store.DueAsync(world.Time.GetUtcNow(), BatchMax, cancellationToken);
        foreach (var queue in due.GroupBy(d => (d.Organization, d.Project, d.Receiver)).Where(q => !wasBusy.Contains(q.Key)))
        {
            lock (gate)
            {
                if (busy.Count < ParallelMax)
                {
                    busy.Add(queue.Key, Task.Run(() => SendAllAsync(queue.Key, [.. queue], cancellationToken), CancellationToken.None));
                }
            }
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public async Task SettleAsync()
    {
        Task[] running;
        lock (gate)
        {
            running = [.. busy.Values];
        }

        await Task.WhenAll(running);
    }

    private async Task SendAllAsync((string Organization, string Project, string Receiver) whom, DeliveryRecord[] messages, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var message in messages)
            {
                if (!await SendAsync(whom, message, cancellationToken))
                {
                    return; // what waits behind it is as old, and the receiver is not well
                }
            }
        }
        catch (OperationCanceledException)
        {
            // stopping; what was not noted is sent at the next start
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or IOException)
        {
            Log.DispatchFailed(logger, failure);
        }
        finally
        {
            lock (gate)
            {
                busy.Remove(whom);
            }
        }
    }

    private async ValueTask<bool> SendAsync((string Organization, string Project, string Receiver) whom, DeliveryRecord message, CancellationToken cancellationToken)
    {
        var outcome = book.Find(whom.Organization, whom.Project, whom.Receiver) is { } receiver
            ? await sender.SendAsync(receiver, message.Notice, message.Id, options.Current, cancellationToken)
            : new SendOutcome(false, false, "There is no such receiver any more.");
        var now = world.Time.GetUtcNow();
        var attempts = message.Attempts + 1;
        if (outcome.IsSent)
        {
            await store.UpdateAsync(message with { Attempts = attempts, State = DeliveryRecord.Sent, Reason = "", SentAt = now }, CancellationToken.None);
            return true;
        }

        var reason = outcome.Reason.Length <= 500 ? outcome.Reason : outcome.Reason[..500];
        if (outcome.MayRetry && now - message.CreatedAt < Patience)
        {
            var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 16));
            pause = outcome.RetryAfter is { } asked && asked > pause ? asked : pause;
            Log.DeliveryFailed(logger, whom.Receiver, reason);
            await store.UpdateAsync(message with { Attempts = attempts, NextAt = now + (pause < LongestPause ? pause : LongestPause), Reason = reason }, cancellationToken);
            return false;
        }

        Log.DeliveryGivenUp(logger, whom.Receiver, attempts, reason);
        await store.UpdateAsync(message with { Attempts = attempts, State = DeliveryRecord.Failed, Reason = reason }, cancellationToken);
        await history.AddAsync(
            new AlertEvent
            {
                Id = world.Ids.Next("aev"), Organization = whom.Organization, Project = whom.Project, Rule = message.Notice.GroupLabels.GetValueOrDefault("alertname", ""), At = now,
                Happened = "delivery_failed", Labels = new Dictionary<string, string> { ["receiver"] = whom.Receiver, ["delivery"] = message.Id }, Text = reason,
            },
            cancellationToken);
        return true;
    }
}
