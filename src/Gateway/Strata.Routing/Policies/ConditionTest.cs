namespace Strata.Routing.Policies;

/// <summary>How a condition looks at its subject.</summary>
public enum ConditionTest
{
    /// <summary>It is one of the values; a value may end in <c>*</c>.</summary>
    Is,

    /// <summary>It is none of the values.</summary>
    Not,

    /// <summary>It is a number, at least the value.</summary>
    AtLeast,

    /// <summary>It is a number, at most the value.</summary>
    AtMost,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not there.</summary>
    Missing,
}
