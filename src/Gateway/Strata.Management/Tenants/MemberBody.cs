namespace Strata.Management.Tenants;

/// <summary>What a person may do in a team.</summary>
/// <param name="Role"><c>viewer</c>, <c>service</c>, <c>editor</c> (the default), <c>admin</c> or <c>owner</c>.</param>
internal sealed record MemberBody(string? Role);
