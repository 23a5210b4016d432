namespace Strata.Identity.Audit;

/// <summary>Something done that is worth remembering for good.</summary>
/// <param name="Action">What, as <c>thing.verb</c>: <c>key.create</c>, <c>budget.change</c>.</param>
/// <param name="Target">To what, by id.</param>
/// <param name="Details">In which way; JSON or a sentence, never a secret. At most 4,000 characters are kept.</param>
public sealed record AuditEntry(string Action, string Target, string Details = "");
