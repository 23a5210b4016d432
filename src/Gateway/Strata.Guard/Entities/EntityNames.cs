namespace Strata.Guard.Entities;

/// <summary>The detectors' names as policies, placeholders and findings spell them.</summary>
internal static class EntityNames
{
    public static readonly string[] All =
    [
        "EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "US_SSN", "IP", "AWS_ACCESS_KEY", "GITHUB_TOKEN", "SLACK_TOKEN", "OPENAI_KEY",
        "STRIPE_KEY", "GOOGLE_KEY", "JWT", "PRIVATE_KEY", "DB_URL", "GENERIC_SECRET",
    ];

    public static string Of(EntityKind kind) => All[(int)kind];
}
