namespace Strata.Routing.Policies;

/// <summary>Something that must hold of a request.</summary>
/// <param name="Subject">
/// What is looked at: <c>key</c>, <c>user</c>, <c>end_user</c>, <c>team</c>, <c>organization</c>, <c>region</c>, <c>dialect</c>, <c>stream</c>,
/// <c>tools</c>, <c>prompt_tokens</c>, <c>metadata.NAME</c> or <c>tag.NAME</c>.
/// </param>
/// <param name="Test">How.</param>
/// <param name="Values">The values of <see cref="ConditionTest.Is"/> and <see cref="ConditionTest.Not"/>.</param>
/// <param name="Number">The value of the other two.</param>
public sealed record Condition(string Subject, ConditionTest Test, IReadOnlyList<string> Values, decimal Number = 0)
{
    /// <summary>The subjects that need no name behind them.</summary>
    public static IReadOnlyList<string> Subjects { get; } =
        ["key", "user", "end_user", "team", "organization", "region", "dialect", "stream", "tools", "prompt_tokens"];

    /// <inheritdoc/>
    public override string ToString() => Test switch
    {
        ConditionTest.Is => $"{Subject} is {string.Join(" or ", Values)}",
        ConditionTest.Not => $"{Subject} is not {string.Join(" or ", Values)}",
        ConditionTest.AtLeast => $"{Subject} is at least {Number}",
        ConditionTest.AtMost => $"{Subject} is at most {Number}",
        ConditionTest.Exists => $"{Subject} is given",
        _ => $"{Subject} is not given",
    };
}
