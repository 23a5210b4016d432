namespace Strata.Gateway.Calls;

/// <summary>Names of the headers that we read and write.</summary>
internal static class HeaderWords
{
    public const string Attempts = "x-strata-attempts";
    public const string Cache = "x-strata-cache";
    public const string Cost = "x-strata-cost";
    public const string Deployment = "x-strata-deployment";
    public const string EndUser = "x-strata-end-user";
    public const string Inject = "x-strata-inject";
    public const string Metadata = "x-strata-metadata";
    public const string Notes = "x-strata-notes";
    public const string Provider = "x-strata-provider";
    public const string Retries = "x-strata-retries";
    public const string Route = "x-strata-route";
    public const string ShouldRetry = "x-should-retry";
    public const string StreamTimeout = "x-strata-stream-timeout";
    public const string Tags = "x-strata-tags";
    public const string Timeout = "x-strata-timeout";
    public const string UsageCost = "x-strata-usage-cost";
}
