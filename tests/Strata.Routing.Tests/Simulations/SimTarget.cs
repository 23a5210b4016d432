using Strata.Routing.Health;

namespace Strata.Routing.Tests.Simulations;

/// <summary>How a simulated deployment answers at a moment.</summary>
/// <param name="Answer">From the time since the start and a draw: how long it takes, and how it ends.</param>
internal sealed record SimTarget(Func<TimeSpan, double, (TimeSpan Takes, AttemptFailure? Failure)> Answer)
{
    public static SimTarget Well(int ms = 100) => new((_, draw) => (TimeSpan.FromMilliseconds(ms * (0.8 + (0.4 * draw))), null));

    public static SimTarget Dead { get; } = new((_, _) => (TimeSpan.FromMilliseconds(2), new AttemptFailure(FailureClass.ServerTransient)));

    public static SimTarget When(Func<TimeSpan, bool> isIt, SimTarget then, SimTarget otherwise) =>
        new((at, draw) => (isIt(at) ? then : otherwise).Answer(at, draw));

    public static SimTarget Limits(TimeSpan? retryAfter) => new((_, _) =>
        (TimeSpan.FromMilliseconds(5), new AttemptFailure(FailureClass.RateLimited) { Status = 429, RetryAfter = retryAfter }));
}
