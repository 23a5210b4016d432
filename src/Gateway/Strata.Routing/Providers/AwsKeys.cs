namespace Strata.Routing.Providers;

/// <summary>An AWS access key.</summary>
/// <param name="AccessKeyId">Its public half.</param>
/// <param name="SecretAccessKey">Its secret half.</param>
/// <param name="SessionToken">The token of temporary credentials; null for lasting ones.</param>
public sealed record AwsKeys(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{AccessKeyId[..Math.Min(4, AccessKeyId.Length)]}…";
}
