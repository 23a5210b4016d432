using Strata.Identity.Tenants;
using Strata.Management.Wire;

namespace Strata.Management.Tenants;

/// <summary>A person in a team.</summary>
internal sealed record MemberView(string User, string Name, string Email, string Role)
{
    public static MemberView From(TeamMember member, User? user) => new(member.User, user?.Name ?? "", user?.Email ?? "", RoleWords.Of(member.Role));
}
