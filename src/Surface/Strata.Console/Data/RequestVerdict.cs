namespace Strata.Console.Data;

/// <summary>How a request ended, in a colleague's terms.</summary>
public enum RequestVerdict
{
    /// <summary>Answered to its end.</summary>
    Ok,

    /// <summary>The caller went away before the end.</summary>
    CallerLeft,

    /// <summary>The provider failed.</summary>
    ProviderFailed,

    /// <summary>Refused by a limit, a rule or a wrong value.</summary>
    Refused,

    /// <summary>A failure of ours.</summary>
    Failed,
}
