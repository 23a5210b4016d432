using System.Text;
using Strata.Alerts.Delivery;

namespace Strata.Alerts.Tests.Delivery;

public sealed class SignatureTests
{
    /// <summary>The digest was made by <c>printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret</c>.</summary>
    [Fact]
    public void A_signature_is_the_hmac_of_time_and_body() => Assert.Equal(
        "t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686",
        Signature.Of("secret", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), Encoding.UTF8.GetBytes("""{"a":1}""")));
}
