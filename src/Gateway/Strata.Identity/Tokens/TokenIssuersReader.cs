using Strata.Core.Configuration;
using Strata.Core.Tenancy;

namespace Strata.Identity.Tokens;

/// <summary>Reads issuers from a list of the configuration, all mistakes at once.</summary>
public static class TokenIssuersReader
{
    /// <summary>Reads the list under <c>issuers</c>.</summary>
    public static IReadOnlyList<TokenIssuer> Read(ConfigReader section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.List("issuers", "OpenID Connect issuers whose signed tokens are accepted beside keys.", One);
    }

    private static TokenIssuer One(ConfigReader item) => new()
    {
        Issuer = item.RequiredText("issuer", "The iss of its tokens, exactly."),
        Audience = item.RequiredText("audience", "The aud that tokens must name."),
        KeysUrl = item.OptionalText("keys_url", "Where its public keys are; what its discovery document says when absent."),
        Organization = item.Text("organization", Keys.KeyMigrations.DefaultOrganization, "The organisation its people belong to."),
        Team = item.Text("team", Keys.KeyMigrations.DefaultProject, "The team of people whose groups name no other."),
        Role = RoleOf(item.Choice("role", TokenRole.None, "The role of people whose groups name no other; none refuses them.")),
        GroupsClaim = item.Text("groups_claim", "groups", "The claim that lists groups."),
        Groups = item.List("groups", "Groups and what they give; the first that a person is in counts.", Group),
    };

    private static TokenGroup Group(ConfigReader item) => new(
        item.RequiredText("name", "The group, as the claim spells it."),
        RoleOf(item.Choice("role", TokenRole.Service, "The role it gives.")) ?? Role.Service,
        item.OptionalText("team", "The team; the issuer's when absent."));

    private static Role? RoleOf(TokenRole role) => role == TokenRole.None ? null : Enum.Parse<Role>(role.ToString());
}
