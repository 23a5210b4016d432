using Strata.Core.Results;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>Signs a call for AWS: host, date and session token, over the hash of the whole body. The derived key is kept for its day.</summary>
internal sealed class SigV4Signer(AwsKeys keys, string region, string service, TimeProvider time) : ICredentialSigner
{
    private DayKey? today;

    public ValueTask<Result<Done>> SignAsync(SigningCall call, IHeaderSink headers, CancellationToken cancellationToken)
    {
        var amzDate = SigV4.AmzDate(time.GetUtcNow());
        var date = amzDate[..8];
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = call.Url.Authority, ["x-amz-date"] = amzDate };
        if (keys.SessionToken is { } token)
        {
            signed["x-amz-security-token"] = token;
            headers.Set("x-amz-security-token", token);
        }

        var canonical = SigV4.CanonicalRequest(call.Method, call.Url.AbsolutePath, call.Url.Query.TrimStart('?'), signed, SigV4.Hash(call.Body.Span));
        var scope = SigV4.Scope(date, region, service);
        headers.Set("x-amz-date", amzDate);
        headers.Set("Authorization", SigV4.Authorization(keys, scope, signed, KeyOf(date), SigV4.StringToSign(amzDate, scope, canonical)));
        return new(Done.Value);
    }

    private byte[] KeyOf(string date)
    {
        var known = Volatile.Read(ref today);
        if (known?.Date != date)
        {
            known = new DayKey(date, SigV4.SigningKey(keys.SecretAccessKey, date, region, service));
            Volatile.Write(ref today, known);
        }

        return known.Key;
    }

    private sealed record DayKey(string Date, byte[] Key);
}
