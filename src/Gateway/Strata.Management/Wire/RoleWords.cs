using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Management.Wire;

/// <summary>Roles as words.</summary>
internal static class RoleWords
{
    public static string Of(Role role) => role.ToString().ToLowerInvariant();

    public static Result<Role> Read(string? word, Role usual) =>
        word is null ? usual
        : Enum.TryParse<Role>(word, ignoreCase: true, out var role) && Enum.IsDefined(role) && !char.IsAsciiDigit(word[0]) ? role
        : Problem.Invalid($"'{word}' is not a role. Use viewer, service, editor, admin or owner.", "role");
}
