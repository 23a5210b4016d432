using System.Text;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Routing.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Routing.Tests.Signing;

/// <summary>Against the signatures that AWS publishes for its example credentials (general reference; signature test suite).</summary>
public sealed class SigV4Tests
{
    private static readonly AwsKeys Example = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static readonly DateTimeOffset Date = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/", "Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "/ሴ", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f")]
    public void Published_requests_have_their_published_signatures(string method, string path, string query, string signature)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" };
        Assert.EndsWith("Signature=" + signature, Sign(method, path, query, headers, "", "service"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_and_the_listing_of_users_have_theirs()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = "application/x-www-form-urlencoded", ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z",
        };
        Assert.EndsWith("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", Sign("POST", "/", "", headers, "Param1=value1", "service"), StringComparison.Ordinal);

        headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8", ["host"] = "iam.amazonaws.com", ["x-amz-date"] = "20150830T123600Z",
        };
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            Sign("GET", "/", "Action=ListUsers&Version=2010-05-08", headers, "", "iam"));
    }

    [Fact]
    public void The_derived_key_is_the_published_one() =>
        Assert.Equal("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9", Convert.ToHexStringLower(SigV4.SigningKey(Example.SecretAccessKey, "20150830", "us-east-1", "iam")));

    [Fact]
    public async Task A_call_carries_date_token_and_a_signature_over_its_body_and_its_path_encoded_twice()
    {
        var time = new ManualTime(Date);
        var signer = new SigV4Signer(Example with { SessionToken = "session" }, "us-east-1", "bedrock", time);
        var url = new Uri("https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v1%3A0/converse");
        var (one, two) = (new HeaderBag(), new HeaderBag());
        await signer.SignAsync(new SigningCall("POST", url) { Body = "{}"u8.ToArray() }, one, CancellationToken.None);
        await signer.SignAsync(new SigningCall("POST", url) { Body = "{ }"u8.ToArray() }, two, CancellationToken.None);
        Assert.Equal(("20150830T123600Z", "session"), (one.Headers["x-amz-date"], one.Headers["x-amz-security-token"]));
        Assert.Contains("SignedHeaders=host;x-amz-date;x-amz-security-token", one.Headers["Authorization"], StringComparison.Ordinal);
        Assert.NotEqual(one.Headers["Authorization"], two.Headers["Authorization"]);
        Assert.Contains("\n/model/anthropic.claude-v1%253A0/converse\n", SigV4.CanonicalRequest("POST", url.AbsolutePath, "", new(StringComparer.Ordinal), "x"), StringComparison.Ordinal);
    }

    private static string Sign(string method, string path, string query, SortedDictionary<string, string> headers, string body, string service)
    {
        var scope = SigV4.Scope("20150830", "us-east-1", service);
        var canonical = SigV4.CanonicalRequest(method, path, query, headers, SigV4.Hash(Encoding.UTF8.GetBytes(body)));
        return SigV4.Authorization(Example, scope, headers, SigV4.SigningKey(Example.SecretAccessKey, "20150830", "us-east-1", service), SigV4.StringToSign(SigV4.AmzDate(Date), scope, canonical));
    }
}
