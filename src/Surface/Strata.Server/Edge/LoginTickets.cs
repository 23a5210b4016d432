using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Strata.Server.Edge;

/// <summary>Sign-in links for the console: each works once, for ten minutes. Kept in memory; a restart forgets them.</summary>
internal sealed class LoginTickets(TimeProvider time)
{
    public const int OpenMax = 64;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (string KeyId, DateTimeOffset Ends)> open = new(StringComparer.Ordinal);

    /// <summary>A new ticket for a key; null while too many are open.</summary>
    public string? Issue(string keyId)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in open.Where(t => t.Value.Ends <= now))
        {
            open.TryRemove(old, out _);
        }

        if (open.Count >= OpenMax)
        {
            return null;
        }

        var ticket = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        open[ticket] = (keyId, now + Lifetime);
        return ticket;
    }

    /// <summary>The key a ticket stands for, the first time it is shown; null otherwise.</summary>
    public string? Redeem(string ticket) =>
        open.TryRemove(ticket, out var found) && found.Ends > time.GetUtcNow() ? found.KeyId : null;
}
