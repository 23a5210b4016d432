using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>A key that someone wants.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="RequestsPerMinute">Requests in any sixty seconds; null is no limit.</param>
/// <param name="TokensPerMinute">Tokens in any sixty seconds; null is no limit.</param>
/// <param name="ExpiresAt">When it ends; null is never.</param>
internal sealed record KeyWish(string Name, Role Role, long? RequestsPerMinute, long? TokensPerMinute, DateTimeOffset? ExpiresAt);
