using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Strata.Console.Data;
using Strata.Console.Navigation;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Layout;

/// <summary>What every page has: the request, its caller, the time range of its URL.</summary>
public abstract class ConsolePage : ComponentBase
{
    /// <summary>The request.</summary>
    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    public TimeProvider Time { get; set; } = null!;

    /// <summary>Who looks.</summary>
    protected Caller Caller => Http.Caller();

    /// <summary>What they may see.</summary>
    protected Reach Scope => Reach.Of(Caller, Query("team"));

    /// <summary>The stretch of time in the URL.</summary>
    protected TimeRange Range => range ??= TimeRange.Read(Http.Request.Query, Time.GetUtcNow());

    /// <summary>How long a page waits for its data before it is sent without: the frame first, the data when it is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private TimeRange? range;

    /// <summary>Waits for the data of a page as long as nobody would notice; a failure that is known by then is thrown.</summary>
    protected async Task InTimeAsync(Task work)
    {
        await Task.WhenAny(work, Task.Delay(Patience, Time, Http.RequestAborted));
        if (work.IsCompleted)
        {
            await work;
        }
    }

    /// <summary>A query value; null where it is absent or empty.</summary>
    protected string? Query(string name) => Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}
