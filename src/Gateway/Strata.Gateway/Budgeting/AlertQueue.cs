using System.Threading.Channels;
using Strata.Budgets.Alerts;

namespace Strata.Gateway.Budgeting;

/// <summary>Takes alerts from the threads of requests and keeps them for <see cref="AlertService"/>. Where too many wait, the oldest go: the log of a flood helps nobody.</summary>
internal sealed class AlertQueue : IBudgetAlerts
{
    private const int WaitingMax = 10_000;
    private readonly Channel<BudgetAlert> waiting = Channel.CreateBounded<BudgetAlert>(new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<BudgetAlert> Waiting => waiting.Reader;

    public void Raise(BudgetAlert alert) => waiting.Writer.TryWrite(alert);
}
