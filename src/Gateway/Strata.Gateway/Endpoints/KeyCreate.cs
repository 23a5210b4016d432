using Strata.Core.Results;
using Strata.Identity.Keys;

namespace Strata.Gateway.Endpoints;

/// <summary>A key to be made.</summary>
internal sealed record KeyCreate
{
    public string? Name { get; init; }

    /// <summary><c>viewer</c>, <c>service</c> (the default), <c>editor</c>, <c>admin</c> or <c>owner</c>.</summary>
    public string? Role { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    public Result<KeyDraft> ToDraft()
    {
        var role = Core.Tenancy.Role.Service;
        if (Role is { } word && (!Enum.TryParse(word, ignoreCase: true, out role) || !Enum.IsDefined(role) || char.IsAsciiDigit(word[0])))
        {
            return Problem.Invalid($"'{word}' is not a role. Use viewer, service, editor, admin or owner.", "role");
        }

        return new KeyDraft
        {
            Name = Name ?? "",
            Role = role,
            Models = Models ?? [],
            ExpiresAt = ExpiresAt,
            Limits = new KeyLimits { RequestsPerMinute = RequestsPerMinute, TokensPerMinute = TokensPerMinute },
        };
    }
}
