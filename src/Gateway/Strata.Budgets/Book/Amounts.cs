using Strata.Budgets.Rules;

namespace Strata.Budgets.Book;

/// <summary>What is asked for, by unit.</summary>
internal readonly record struct Amounts(long Input, long Output, long Nanos, long NanosSure)
{
    /// <summary>What is likely to be used.</summary>
    public long Likely(LimitUnit unit) => unit switch
    {
        LimitUnit.InputTokens => Input,
        LimitUnit.OutputTokens => Output,
        LimitUnit.TotalTokens => Input + Output,
        LimitUnit.NanoDollars => Nanos,
        _ => 1,
    };

    /// <summary>What is sure to be used.</summary>
    public long Sure(LimitUnit unit) => unit switch
    {
        LimitUnit.InputTokens or LimitUnit.TotalTokens => Input,
        LimitUnit.OutputTokens => 0,
        LimitUnit.NanoDollars => NanosSure,
        _ => 1,
    };
}
