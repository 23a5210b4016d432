using Strata.Server.Configuration;

namespace Strata.Server.Tests.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:7070", true, false)]
    [InlineData("http://localhost:1", true, false)]
    [InlineData("http://[::1]:7070", true, false)]
    [InlineData("https://0.0.0.0:443", false, true)]
    [InlineData("http://10.1.2.3:80", false, false)]
    public void Addresses_are_told_apart(string text, bool loopback, bool https)
    {
        Assert.True(ListenAddress.TryParse(text, out var address, out _));
        Assert.Equal((loopback, https), (address.IsLoopback, address.IsHttps));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:70700")]
    [InlineData("http://example.org:80")]
    [InlineData("http://127.0.0.1:1/x")]
    [InlineData(":")]
    [InlineData("")]
    public void What_cannot_be_bound_says_why(string text)
    {
        Assert.False(ListenAddress.TryParse(text, out _, out var why));
        Assert.NotEmpty(why);
    }
}
