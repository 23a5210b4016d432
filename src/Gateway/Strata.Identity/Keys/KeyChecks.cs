using Strata.Core.Results;

namespace Strata.Identity.Keys;

/// <summary>What a key may look like.</summary>
internal static class KeyChecks
{
    private const int ListMax = 100;

    public static Problem? Check(KeyDraft draft, DateTimeOffset? now) =>
        string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl) ? Problem.Invalid("A key's name has 1 to 100 characters, none of them a control character.", "name")
        : draft.Models.Count > 1_000 || draft.Models.Any(m => !IsWord(m, 256)) ? Problem.Invalid("A key names at most 1,000 models of 1 to 256 characters.", "models")
        : draft.Limits.RequestsPerMinute is < 1 or > 1_000_000_000 ? Problem.Invalid("Requests per minute are a whole number from 1 to 1,000,000,000.", "requests_per_minute")
        : draft.Limits.TokensPerMinute is < 1 or > 1_000_000_000_000 ? Problem.Invalid("Tokens per minute are a whole number from 1 to 1,000,000,000,000.", "tokens_per_minute")
        : draft.Scopes.Count > ListMax || draft.Scopes.Any(s => !IsWord(s, 64)) ? Problem.Invalid("A key has at most 100 scopes of 1 to 64 characters.", "scopes")
        : draft.Ranges.Count > ListMax ? Problem.Invalid("A key has at most 100 ranges of addresses.", "ip_ranges")
        : draft.Tags.Count > ListMax || draft.Tags.Any(t => !IsWord(t, 128) || t.IndexOf('=', StringComparison.Ordinal) is < 1)
            ? Problem.Invalid("A key has at most 100 tags, each key=value of at most 128 characters.", "tags")
        : draft.ExpiresAt is { } end && now is { } at && end <= at ? Problem.Invalid("The end lies in the past.", "expires_at")
        : null;

    public static KeyRecord RecordOf(KeyDraft draft, string id, (string Organization, string Project) tenant) => new()
    {
        Id = id,
        Name = draft.Name.Trim(),
        Organization = tenant.Organization,
        Project = tenant.Project,
        Role = draft.Role,
        Models = draft.Models,
        Limits = draft.Limits,
        ExpiresAt = draft.ExpiresAt,
        User = draft.User,
        Scopes = draft.Scopes,
        Ranges = draft.Ranges,
        Tags = draft.Tags,
    };

    public static KeyDraft DraftOf(KeyRecord key) => new()
    {
        Name = key.Name,
        Role = key.Role,
        Models = key.Models,
        Limits = key.Limits,
        ExpiresAt = key.ExpiresAt,
        User = key.User,
        Scopes = key.Scopes,
        Ranges = key.Ranges,
        Tags = key.Tags,
    };

    private static bool IsWord(string text, int most) => text.Length > 0 && text.Length <= most && !text.Any(char.IsControl);
}
