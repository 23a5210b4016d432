using Strata.Identity.Tenants;
using Strata.Management.Wire;

namespace Strata.Management.Tenants;

/// <summary>A person of the organisation.</summary>
internal sealed record UserView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Email { get; init; }

    public required string Role { get; init; }

    /// <summary>Who vouches for the person; absent for one made here.</summary>
    public string? Issuer { get; init; }

    public required IReadOnlyList<string> Teams { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public static UserView From(User user, DirectorySnapshot directory) => new()
    {
        Id = user.Id,
        Name = user.Name,
        Email = user.Email.Length > 0 ? user.Email : null,
        Role = RoleWords.Of(user.Role),
        Issuer = user.Issuer.Length > 0 ? user.Issuer : null,
        Teams = [.. directory.Memberships(user.Id).Select(m => m.Team)],
        CreatedAt = user.CreatedAt,
        DisabledAt = user.DisabledAt,
    };
}
