using Microsoft.AspNetCore.Builder;
using Strata.Core.Tenancy;

namespace Strata.Http;

/// <summary>States what an endpoint asks of its caller. The edge enforces it; an endpoint without a statement asks for any valid key.</summary>
public static class EndpointAccess
{
    /// <summary>Anyone may call, without a key.</summary>
    public static TBuilder AllowWithoutKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRequirement(null));

    /// <summary>The caller needs at least this role.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, Role least)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new AccessRequirement(least));
}
