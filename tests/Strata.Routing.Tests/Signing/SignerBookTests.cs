using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Routing.Providers;
using Strata.Routing.Signing;
using Strata.Routing.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Routing.Tests.Signing;

public sealed class SignerBookTests : IDisposable
{
    private static readonly EntraApp App = new("tenant", "client", "secret");
    private readonly ManualTime time = new();
    private readonly TokenServer server = new();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData(AuthStyle.Bearer, "Authorization", "Bearer k")]
    [InlineData(AuthStyle.XApiKey, "x-api-key", "k")]
    [InlineData(AuthStyle.GoogleApiKey, "x-goog-api-key", "k")]
    [InlineData(AuthStyle.AzureApiKey, "api-key", "k")]
    public async Task A_key_goes_into_its_style_s_header(AuthStyle style, string header, string value)
    {
        var sent = await SignAsync(new Credential { Name = "c", Style = style, Secret = "k" });
        Assert.Equal(value, Assert.Single(sent).Value);
        Assert.Equal(header, Assert.Single(sent).Key);
    }

    [Fact]
    public async Task No_credential_sends_nothing() => Assert.Empty(await SignAsync(Credential.None));

    [Fact]
    public async Task Messages_carry_a_version_unless_the_caller_brought_one()
    {
        var credential = new Credential { Name = "c", Style = AuthStyle.XApiKey, Secret = "k" };
        Assert.Equal("2023-06-01", (await SignAsync(credential, Operation.Messages))["anthropic-version"]);
        Assert.Equal("2099-01-01", (await SignAsync(credential, Operation.Messages, ("anthropic-version", "2099-01-01")))["anthropic-version"]);
    }

    [Fact]
    public async Task A_token_is_fetched_once_for_all_and_again_ahead_of_its_end()
    {
        var book = new SignerBook(time, new HttpMessageInvoker(server));
        var credential = new Credential { Name = "c", Style = AuthStyle.EntraId, Entra = App };
        server.Hold = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 10).Select(_ => SignAsync(credential, book: book)).ToArray();
        server.Hold.SetResult();
        Assert.All(await Task.WhenAll(waiting), h => Assert.Equal("Bearer token-1", h["Authorization"]));
        var (url, form) = Assert.Single(server.Asked);
        Assert.Equal("https://login.microsoftonline.com/tenant/oauth2/v2.0/token", url.AbsoluteUri);
        Assert.Equal(("client_credentials", "client", "secret", "https://cognitiveservices.azure.com/.default"), (form["grant_type"], form["client_id"], form["client_secret"], form["scope"]));

        time.Advance(TimeSpan.FromMinutes(56));
        server.Hold = new TaskCompletionSource();
        Assert.Equal("Bearer token-1", (await SignAsync(credential, book: book))["Authorization"]);
        server.Hold.SetResult();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Bearer token-2", (await SignAsync(credential, book: book))["Authorization"]);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_used_while_it_holds_and_then_said_to_be_missing()
    {
        var book = new SignerBook(time, new HttpMessageInvoker(server));
        var provider = ProviderOf(AuthStyle.EntraId);
        var credential = new Credential { Name = "c", Style = AuthStyle.EntraId, Entra = App };
        await SignAsync(credential, book: book);
        server.Status = HttpStatusCode.Unauthorized;
        time.Advance(TimeSpan.FromMinutes(56));
        Assert.Equal("Bearer token-1", (await SignAsync(credential, book: book))["Authorization"]);
        time.Advance(TimeSpan.FromMinutes(10));
        var failed = await book.SignAsync(provider, credential, new SigningCall("POST", provider.Url), new HeaderBag(), CancellationToken.None);
        Assert.Equal(ProblemCode.UpstreamRejectedCredentials, failed.Problem.Code);
        Assert.DoesNotContain("secret", failed.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_account_signs_an_assertion_that_its_public_key_verifies()
    {
        using var rsa = RSA.Create(2048);
        var account = new ServiceAccount("a@project", rsa.ExportPkcs8PrivateKeyPem(), "key-7");
        var sent = await SignAsync(new Credential { Name = "c", Style = AuthStyle.ServiceAccount, Google = account });
        Assert.Equal("Bearer token-1", sent["Authorization"]);
        var (url, form) = Assert.Single(server.Asked);
        Assert.Equal(("https://oauth2.googleapis.com/token", "urn:ietf:params:oauth:grant-type:jwt-bearer"), (url.AbsoluteUri, form["grant_type"]));
        var parts = form["assertion"].Split('.');
        Assert.True(rsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        Assert.Equal(("RS256", "key-7"), (header.RootElement.GetProperty("alg").GetString(), header.RootElement.GetProperty("kid").GetString()));
        Assert.Equal(("a@project", "https://oauth2.googleapis.com/token"), (claims.RootElement.GetProperty("iss").GetString(), claims.RootElement.GetProperty("aud").GetString()));
        Assert.Equal(3_600, claims.RootElement.GetProperty("exp").GetInt64() - claims.RootElement.GetProperty("iat").GetInt64());
    }

    [Fact]
    public void An_unreadable_token_answer_is_a_problem_whatever_it_holds()
    {
        var random = new Random(7);
        var whole = Encoding.UTF8.GetBytes("""{"access_token":"abc","expires_in":"3600"}""");
        Assert.True(TokenEndpoint.Read(whole).IsOk);
        for (var i = 0; i < 2_000; i++)
        {
            var broken = whole[..random.Next(whole.Length + 1)];
            for (var flips = random.Next(4); flips > 0 && broken.Length > 0; flips--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            var read = TokenEndpoint.Read(broken);
            Assert.True(!read.IsOk || read.Value.Header.All(c => c is >= ' ' and < '\x7F'), Convert.ToHexString(broken));
        }
    }

    private static Provider ProviderOf(AuthStyle style) => new()
    {
        Name = "p", Kind = ProviderKinds.OpenAiCompatible, Url = new Uri("http://p.test/v1/"), Credentials = [new Credential { Name = "c", Style = style }], Dialects = [],
    };

    private async Task<Dictionary<string, string>> SignAsync(Credential credential, Operation? operation = null, (string Name, string Value)? brought = null, SignerBook? book = null)
    {
        var bag = new HeaderBag();
        if (brought is { } header)
        {
            bag.Set(header.Name, header.Value);
        }

        var provider = ProviderOf(credential.Style);
        var signed = await (book ?? new SignerBook(time, new HttpMessageInvoker(server)))
            .SignAsync(provider, credential, new SigningCall("POST", provider.Url) { Operation = operation }, bag, CancellationToken.None);
        Assert.True(signed.IsOk, signed.ToString());
        return bag.Headers;
    }
}
