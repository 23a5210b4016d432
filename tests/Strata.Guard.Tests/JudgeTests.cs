using Strata.Core.Results;
using Strata.Guard.Options;
using Strata.Tests.Shared;

namespace Strata.Guard.Tests;

public sealed class JudgeTests
{
    private static readonly GuardPolicy Closed = Guards.Of(new GuardRuleOptions { Detector = "model:moderation", Action = GuardAction.Block, Threshold = 0.5m });
    private static readonly GuardPolicy Open = Guards.Of(new GuardRuleOptions { Detector = "webhook:topics", Action = GuardAction.Block, FailOpen = true });

    [Theory]
    [InlineData(0.4, false)]
    [InlineData(0.5, true)]
    public async Task A_verdict_counts_from_its_threshold_on(double score, bool isBlocked)
    {
        var judge = new GuardJudge(new Answering(_ => ValueTask.FromResult<Result<GuardVerdict>>(new GuardVerdict(score, "hate"))), TimeProvider.System);
        var result = await judge.JudgeAsync(Closed, GuardDirection.Input, "text", default);

        Assert.Equal(isBlocked, result.IsBlocked);
        Assert.Equal(isBlocked ? ["model:moderation:hate"] : [], result.Findings.Select(f => f.Detector));
    }

    [Fact]
    public async Task A_failure_blocks_where_the_rule_is_closed_and_flags_where_it_is_open()
    {
        var judge = new GuardJudge(new Answering(_ => throw new InvalidOperationException("broken")), TimeProvider.System);

        Assert.True((await judge.JudgeAsync(Closed, GuardDirection.Input, "text", default)).IsBlocked);
        var open = await judge.JudgeAsync(Open, GuardDirection.Input, "text", default);
        Assert.False(open.IsBlocked);
        Assert.Equal(new GuardFinding("webhook:topics:unavailable", GuardAction.Flag, 0, 4), Assert.Single(open.Findings));
    }

    [Fact]
    public async Task A_late_verdict_is_none()
    {
        var clock = new ManualTime();
        var never = new TaskCompletionSource<Result<GuardVerdict>>();
        var judge = new GuardJudge(new Answering(_ => new ValueTask<Result<GuardVerdict>>(never.Task)), clock);
        var asked = judge.JudgeAsync(Closed, GuardDirection.Output, "text", default).AsTask();
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.True((await asked).IsBlocked);
    }

    [Fact]
    public async Task A_policy_without_such_rules_asks_nobody()
    {
        var judge = new GuardJudge(new Answering(_ => throw new InvalidOperationException("asked")), TimeProvider.System);

        Assert.False((await judge.JudgeAsync(Guards.Everything, GuardDirection.Input, "text", default)).IsBlocked);
    }

    private sealed class Answering(Func<string, ValueTask<Result<GuardVerdict>>> answer) : IGuardModel
    {
        public ValueTask<Result<GuardVerdict>> JudgeAsync(GuardModelRule rule, GuardDirection direction, string text, CancellationToken cancellationToken) => answer(text);
    }
}
