using Strata.Core.Results;
using Strata.Dialects.Wire;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Gateway.Upstreams;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>One try at one upstream: what is counted while its answer passes.</summary>
internal sealed class Attempt(Call call, Route route, WireRequest scan, AttemptClock clock)
{
    private long contentBytes;
    private UInt128 seen;
    private UInt128 finished;

    public Call Call => call;

    public WireRequest Scan => scan;

    public AttemptClock Clock => clock;

    public UpstreamOptions Upstream => route.Upstream!;

    public string RemoteModel => route.RemoteModel;

    /// <summary>Whether usage was asked for on our own account, so that its chunk is not the caller's.</summary>
    public bool StripsUsage => scan.Stream && Upstream.StreamUsage && !scan.IncludeUsage && call.Surface.Shape is not null;

    /// <summary>Whether the provider took the request: from here on it may bill.</summary>
    public bool WasAccepted { get; set; }

    /// <summary>Whether every choice that came has ended.</summary>
    public bool IsComplete => seen != 0 && seen == finished;

    public void Take(in WireScan part)
    {
        contentBytes += part.ContentBytes;
        seen |= part.Seen;
        finished |= part.Finished;
        if (part.FinishReason is { } reason)
        {
            call.FinishReason = reason.Length <= 64 ? reason : reason[..64];
        }

        if (part.Usage is { } usage)
        {
            call.Usage = usage;
            call.UsageSource = UsageSource.Reported;
        }
    }

    /// <summary>Where the provider told no counts: four bytes a token, marked as a guess; nothing where it never took the request.</summary>
    public void EstimateMissingUsage()
    {
        if (WasAccepted && call.UsageSource == UsageSource.None)
        {
            call.Usage = new() { Input = scan.PromptEstimate, Output = (contentBytes + 3) / 4 };
            call.UsageSource = UsageSource.Estimated;
        }
    }

    /// <summary>The problem of an exception on the way; a defect of ours is not one of these.</summary>
    public Problem? Explain(Exception exception) => exception switch
    {
        OperationCanceledException when clock.Expired is { } name => UpstreamProblems.OfClock(name, call.Model),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => UpstreamProblems.Unreachable(call.Model),
        TaskCanceledException { InnerException: TimeoutException } => UpstreamProblems.OfClock("connect", call.Model),
        HttpRequestException or IOException when !WasAccepted => UpstreamProblems.Unreachable(call.Model),
        HttpRequestException or IOException => UpstreamProblems.Truncated(call.Model),
        InvalidDataException => UpstreamProblems.Unreadable(call.Model),
        _ => null,
    };
}
