using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Tenants;
using Strata.Identity.Tokens;

namespace Strata.Identity.Tests.Tokens;

public sealed class TokenAuthenticatorTests : IAsyncLifetime, IDisposable
{
    private const string Issuer = "https://login.example";
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private IdentityFixture all = null!;
    private IssuerKeys keys = null!;
    private TokenAuthenticator tokens = null!;

    private static CancellationToken Token => IdentityFixture.Token;

    public async ValueTask InitializeAsync()
    {
        all = await IdentityFixture.OpenAsync();
        keys = new IssuerKeys(new HttpMessageInvoker(new Provider(this)), all.Time);
        var issuer = new TokenIssuer
        {
            Issuer = Issuer, Audience = "strata", Groups = [new("ml-admins", Role.Admin, null), new("ml", Role.Service, null)],
        };
        tokens = new TokenAuthenticator(() => [issuer], keys, all.Directory, all.Time);
        Assert.Equal(2, (await keys.FetchAsync(issuer, Token)).Value);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public void A_signed_token_is_its_person(string algorithm)
    {
        var token = Sign(algorithm);
        Assert.True(tokens.Takes(token));
        var caller = tokens.Authenticate(token).Value;
        Assert.Equal(Role.Service, caller.Role);
        Assert.Equal("ada@example.com", caller.KeyName);
        Assert.StartsWith("usr_", caller.User);
        Assert.Equal(caller, tokens.Authenticate(token).Value);
    }

    [Theory]
    [InlineData("aud", "\"other\"")]
    [InlineData("iss", "\"https://evil.example\"")]
    [InlineData("exp", "1")]
    [InlineData("nbf", "99999999999")]
    [InlineData("sub", "\"\"")]
    [InlineData("groups", "[\"strangers\"]")]
    public void A_claim_that_does_not_fit_is_refused(string claim, string value) => Assert.False(tokens.Authenticate(Sign("RS256", (claim, value))).IsOk);

    [Fact]
    public void A_changed_token_a_false_key_and_no_signature_are_refused()
    {
        var token = Sign("RS256");
        var parts = token.Split('.');
        var forged = Encode($$"""{"iss":"{{Issuer}}","aud":"strata","sub":"eve","groups":["ml-admins"],"exp":99999999999}""");
        Assert.False(tokens.Authenticate($"{parts[0]}.{forged}.{parts[2]}").IsOk);
        Assert.False(tokens.Authenticate($"{Encode("""{"alg":"none"}""")}.{forged}.").IsOk);
        Assert.False(tokens.Authenticate($"{Encode("""{"alg":"HS256","kid":"r"}""")}.{forged}.{Encode("x")}").IsOk);
        Assert.False(tokens.Authenticate($"{Encode("""{"alg":"RS256","kid":"unknown"}""")}.{forged}.{parts[2]}").IsOk);
    }

    [Fact]
    public void A_token_ends_by_the_clock_though_it_was_checked_before()
    {
        var token = Sign("RS256");
        Assert.True(tokens.Authenticate(token).IsOk);
        all.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(ProblemCode.Unauthenticated, tokens.Authenticate(token).Problem.Code);
    }

    [Fact]
    public async Task A_locked_person_is_refused_at_once()
    {
        var token = Sign("RS256");
        Assert.True(tokens.Authenticate(token).IsOk);
        var person = (await all.Directory.PutUserAsync(all.Owner, new User { Id = "", Organization = "", Name = "Ada", Issuer = Issuer, Subject = "ada" }, Token)).Value;
        Assert.True(tokens.Authenticate(Sign("RS256", ("jti", "\"2\""))).IsOk);
        await all.Directory.PutUserAsync(all.Owner, person with { DisabledAt = all.Time.GetUtcNow() }, Token);
        Assert.Contains("locked", tokens.Authenticate(Sign("RS256", ("jti", "\"3\""))).Problem.Message);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(5);
        var token = Sign("RS256").ToCharArray();
        for (var i = 0; i < 3_000; i++)
        {
            var changed = token.ToArray();
            changed[random.Next(changed.Length)] = (char)random.Next(33, 126);
            _ = tokens.Authenticate(changed.AsSpan(0, random.Next(changed.Length + 1)));
        }
    }

    public async ValueTask DisposeAsync() => await all.DisposeAsync();

    public void Dispose()
    {
        rsa.Dispose();
        curve.Dispose();
        keys.Dispose();
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private string Sign(string algorithm, params (string Name, string Json)[] changes)
    {
        var end = all.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        var claims = new Dictionary<string, string>
        {
            ["iss"] = $"\"{Issuer}\"", ["aud"] = "[\"strata\",\"x\"]", ["sub"] = "\"ada\"", ["email"] = "\"ada@example.com\"", ["groups"] = "[\"ml\"]", ["exp"] = $"{end}",
        };
        foreach (var (name, json) in changes)
        {
            claims[name] = json;
        }

        var head = Encode($$"""{"alg":"{{algorithm}}","kid":"{{(algorithm == "ES256" ? "e" : "r")}}"}""");
        var body = Encode("{" + string.Join(',', claims.Select(c => $"\"{c.Key}\":{c.Value}")) + "}");
        var signed = Encoding.ASCII.GetBytes($"{head}.{body}");
        var signature = algorithm switch
        {
            "RS256" => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "PS256" => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => curve.SignData(signed, HashAlgorithmName.SHA256),
        };
        return $"{head}.{body}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The issuer's discovery document and key set.</summary>
    private sealed class Provider(TokenAuthenticatorTests tests) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var r = tests.rsa.ExportParameters(false);
            var e = tests.curve.ExportParameters(false);
            var text = request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new { issuer = Issuer, jwks_uri = Issuer + "/keys" })
                : JsonSerializer.Serialize(new
                {
                    keys = new object[]
                    {
                        new { kty = "RSA", kid = "r", use = "sig", n = Base64Url.EncodeToString(r.Modulus), e = Base64Url.EncodeToString(r.Exponent) },
                        new { kty = "EC", kid = "e", crv = "P-256", x = Base64Url.EncodeToString(e.Q.X), y = Base64Url.EncodeToString(e.Q.Y) },
                        new { kty = "oct", kid = "o", k = "AAAA" },
                        new { kty = "RSA", kid = "bad", n = "!!", e = "AQAB" },
                    },
                });
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });
        }
    }
}
