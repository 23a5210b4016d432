namespace Strata.Management.Tenants;

/// <summary>Who is in a team.</summary>
/// <param name="Data">The members.</param>
internal sealed record MemberList(IReadOnlyList<MemberView> Data);
