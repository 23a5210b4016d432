using Microsoft.AspNetCore.Http;
using Strata.Core.Tenancy;

namespace Strata.Http;

/// <summary>The caller of a request, put there by the server's edge and read by every endpoint.</summary>
public static class CallerContext
{
    /// <summary>The authenticated caller. Asking on an anonymous endpoint is a bug.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.CallerOrNull() ?? throw new InvalidOperationException("This endpoint is reached without authentication.");

    /// <summary>The caller, or null on an anonymous endpoint.</summary>
    public static Caller? CallerOrNull(this HttpContext context) => context.Features.Get<Caller>();

    /// <summary>Sets the caller; the edge alone does this.</summary>
    public static void SetCaller(this HttpContext context, Caller caller) => context.Features.Set(caller);
}
