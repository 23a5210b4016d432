using Strata.Caching.Recordings;
using Microsoft.AspNetCore.Http;
using Strata.Core.Generation;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Exchanges;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>A call on its way through its attempts: what stays over all of them, and which are under way.</summary>
internal sealed class CallRun(HttpContext http, Call call, CallerRequest request, CallerShape shape, RoutePlan plan) : IAsyncDisposable
{
    public HttpContext Http => http;

    public Call Call => call;

    public CallerRequest Request => request;

    public CallerShape Shape => shape;

    public RoutePlan Plan => plan;

    /// <summary>Whether this is a copy for comparison, whose plan is another run's.</summary>
    public bool IsCopy { get; init; }

    /// <summary>The failures that an administrator asked for; null in earnest.</summary>
    public Injection? Injection { get; init; }

    /// <summary>The attempt beside a slow first one; null where there is none.</summary>
    public Exchange? Beside { get; set; }

    /// <summary>The model of this process that the name led to; null where it led elsewhere. It is given back with the run.</summary>
    public ITextModel? Opened { get; init; }

    /// <summary>What goes to the caller, kept for the cache; null where it is not.</summary>
    public Recording? Recording { get; set; }

    /// <summary>The attempt under way, or the one that answered.</summary>
    public Exchange? Current { get; set; }

    /// <summary>The last attempt that failed: its provider's own words may be the answer.</summary>
    public Exchange? LastFailed { get; private set; }

    /// <summary>Why the last attempt failed, or why there was none.</summary>
    public Fault? LastFault { get; set; }

    /// <summary>Keeps a failed attempt, and lets the one before it go.</summary>
    public async ValueTask KeepAsync(Exchange failed)
    {
        if (LastFailed is { } old)
        {
            await old.DisposeAsync();
        }

        LastFailed = failed;
        LastFault = failed.Fault;
        Current = ReferenceEquals(Current, failed) ? null : Current;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsCopy)
        {
            return;
        }

        plan.Dispose();
        Recording?.Dispose();
        if (Opened is { } model)
        {
            await model.DisposeAsync();
        }

        if (LastFailed is { } failed)
        {
            await failed.DisposeAsync();
        }

        if (Beside is { } beside)
        {
            await beside.DisposeAsync();
        }

        if (Current is { } current)
        {
            await current.RetireAsync();
        }
    }
}
