namespace Strata.Tests.Shared.Upstream;

/// <summary>One request that the scripted upstream got.</summary>
internal sealed class UpstreamEntry(UpstreamRequest request)
{
    public UpstreamRequest Request => request;

    public string Authorization { get; init; } = "";

    /// <summary><c>done</c>, <c>refused N</c>, <c>cut</c> or <c>disconnected</c>; null while it runs.</summary>
    public string? Outcome { get; set; }

    /// <summary>Tokens told to the caller, by which a real provider would bill.</summary>
    public (long Prompt, long Cached, long Completion) Billed { get; set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets a scenario that waits go on.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
