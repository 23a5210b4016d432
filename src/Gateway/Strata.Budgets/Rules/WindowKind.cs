namespace Strata.Budgets.Rules;

/// <summary>Over which time a limit sums.</summary>
public enum WindowKind
{
    /// <summary>The last so many seconds, always.</summary>
    Sliding,

    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From Monday.</summary>
    Week,

    /// <summary>From the first of the month.</summary>
    Month,

    /// <summary>From the first of January.</summary>
    Year,

    /// <summary>For ever.</summary>
    Total,
}
