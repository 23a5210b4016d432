using Strata.Identity.Keys;
using Strata.Server.Edge;

namespace Strata.Server.Joins;

/// <summary>What the person who started the server needs to enter it.</summary>
/// <param name="FirstKey">The first administrator's key; only at the first start.</param>
/// <param name="SignInPath">A link to the console that works once; null where there is no owner's key.</param>
internal sealed record Welcome(string? FirstKey, string? SignInPath)
{
    public static async Task<Welcome> MakeAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<KeyStore>() is not { } keys)
        {
            return new(null, null);
        }

        var first = await keys.EnsureFirstAdminAsync(cancellationToken);
        var ticket = keys.FirstOwner() is { } owner ? services.GetRequiredService<LoginTickets>().Issue(owner.Id) : null;
        return new(first?.Secret, ticket is null ? null : $"/login?ticket={ticket}");
    }
}
