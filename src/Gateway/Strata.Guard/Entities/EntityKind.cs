namespace Strata.Guard.Entities;

/// <summary>What the built-in detectors find, in the order they are asked at one place.</summary>
internal enum EntityKind : byte
{
    Email,
    Phone,
    CreditCard,
    Iban,
    UsSsn,
    Ip,
    AwsAccessKey,
    GithubToken,
    SlackToken,
    OpenAIKey,
    StripeKey,
    GoogleKey,
    Jwt,
    PrivateKey,
    DbUrl,
    GenericSecret,
}
