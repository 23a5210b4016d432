using Strata.Console.Tracing;

namespace Strata.Console.Tests.Tracing;

public sealed class FilterTextTests
{
    [Theory]
    [InlineData("", "model = a", "model = a")]
    [InlineData("error", "model = a", "error and model = a")]
    [InlineData("error or root", "model = a", "(error or root) and model = a")]
    [InlineData("model = a and error", "model = a", "model = a and error")]
    public void A_test_is_added_once(string filter, string test, string expected) => Assert.Equal(expected, FilterText.With(filter, test));

    [Theory]
    [InlineData("model = a and error", "model = a", "error")]
    [InlineData("error and model = a", "model = a", "error")]
    [InlineData("model = a", "model = a", "")]
    [InlineData("(error and model = a)", "model = a", "(error and model = a)")]
    [InlineData("name = \"x and model = a\" and error", "error", "name = \"x and model = a\"")]
    public void A_test_is_taken_away_where_it_stands_alone(string filter, string test, string expected) => Assert.Equal(expected, FilterText.Without(filter, test));

    [Fact]
    public void Values_are_quoted_where_they_must()
    {
        Assert.Equal("model = gpt-4o", FilterText.Test("model", "gpt-4o"));
        Assert.Equal("name = \"POST /chat \\\"x\\\"\"", FilterText.Test("name", "POST /chat \"x\""));
        Assert.Equal("not model exists", FilterText.Test("model", ""));
    }
}
