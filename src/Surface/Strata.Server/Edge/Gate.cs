using Microsoft.AspNetCore.Http.Extensions;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary>
/// Lets a request through to the endpoint that routing chose, or refuses it:
/// 1. an endpoint for anyone passes, with the caller where one is known;
/// 2. a key (header) or a sign-in (cookie) makes the caller; both are looked up in memory on every request;
/// 3. a sign-in may change things only from this server's own pages;
/// 4. the caller needs the role the endpoint asks for, any valid key where it asks for none.
/// </summary>
internal sealed class Gate(IAuthenticator keys, IKeyDirectory directory, SessionCookies sessions)
{
    private static readonly AccessRequirement AnyKey = new(Role.Viewer);

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return next(context);
        }

        var asked = endpoint.Metadata.GetMetadata<AccessRequirement>() ?? AnyKey;
        var known = Authenticate(context, out var byCookie);
        if (asked.Least is null)
        {
            if (known.IsOk)
            {
                context.SetCaller(known.Value);
            }

            return next(context);
        }

        if (!known.Try(out var caller, out var problem))
        {
            return IsPage(context) ? SignIn(context) : Refusal.WriteAsync(context, problem);
        }

        if (byCookie && !SameOrigin.IsSafe(context.Request.Method) && !SameOrigin.Proved(context.Request))
        {
            return Refusal.WriteAsync(context, new Problem(ProblemCode.Forbidden, "A signed-in browser may change things only from this server's own pages. Use an API key."));
        }

        if (!caller.Is(asked.Least.Value))
        {
            return Refusal.WriteAsync(context, new Problem(ProblemCode.Forbidden, $"The key '{caller.KeyName}' has the role {Word(caller.Role)}; this needs {Word(asked.Least.Value)}."));
        }

        context.SetCaller(caller);
        return next(context);
    }

    private Result<Caller> Authenticate(HttpContext context, out bool byCookie)
    {
        byCookie = false;
        var secret = Credential.Read(context.Request);
        if (!secret.IsEmpty)
        {
            return keys.Authenticate(secret, context.Connection.RemoteIpAddress);
        }

        if (sessions.Read(context.Request) is { } keyId)
        {
            byCookie = true;
            return directory.Find(keyId);
        }

        return new Problem(ProblemCode.Unauthenticated, "No API key was given. Send it as 'Authorization: Bearer KEY'; 'strata keys create' makes one.");
    }

    private static bool IsPage(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task SignIn(HttpContext context)
    {
        context.Response.Redirect($"/login?next={Uri.EscapeDataString(context.Request.GetEncodedPathAndQuery())}");
        return Task.CompletedTask;
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}
