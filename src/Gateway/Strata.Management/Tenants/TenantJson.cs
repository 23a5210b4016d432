using System.Text.Json.Serialization;

namespace Strata.Management.Tenants;

/// <summary>The JSON of organisations, teams and people.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(OrganizationList))]
[JsonSerializable(typeof(OrganizationCreated))]
[JsonSerializable(typeof(NameBody))]
[JsonSerializable(typeof(TeamView))]
[JsonSerializable(typeof(TeamList))]
[JsonSerializable(typeof(TeamChange))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(MemberList))]
[JsonSerializable(typeof(MemberBody))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(UserBody))]
internal sealed partial class TenantJson : JsonSerializerContext;
