using Strata.Core.Results;
using Strata.Server.Configuration;

namespace Strata.Server.Edge;

/// <summary>
/// On loopback, refuses a Host header that names no loopback: a web page whose name was pointed at 127.0.0.1 (DNS
/// rebinding) must not reach the server in the guise of its own origin.
/// </summary>
internal sealed class HostGuard(ListenAddress listen, IReadOnlyList<string> hostNames)
{
    private readonly HashSet<string> names = new(["localhost", "127.0.0.1", "[::1]", listen.Host, .. hostNames], StringComparer.OrdinalIgnoreCase);

    private string? known;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!listen.IsLoopback || (context.Request.Headers.Host is [{ } said] && said == Volatile.Read(ref known)))
        {
            return next(context);
        }

        var host = context.Request.Host.Host;
        if (names.Contains(host))
        {
            Volatile.Write(ref known, context.Request.Headers.Host.ToString()); // callers say the same again and again
            return next(context);
        }

        return Refusal.WriteAsync(context, new Problem(ProblemCode.Forbidden, $"This server does not answer to the name '{host}'. Add it to server.host_names, or call 127.0.0.1.") { Field = "host" });
    }
}
