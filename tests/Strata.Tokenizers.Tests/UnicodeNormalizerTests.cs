using System.Text;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Tests;

public sealed class UnicodeNormalizerTests
{
    [Theory]
    [InlineData("e\u0301", "\u00e9", "e\u0301")]
    [InlineData("\u1e69", "\u1e69", "s\u0323\u0307")]
    [InlineData("s\u0307\u0323", "\u1e69", "s\u0323\u0307")]
    [InlineData("\u1100\u1161\u11a8", "\uac01", "\u1100\u1161\u11a8")]
    [InlineData("\uac00", "\uac00", "\u1100\u1161")]
    [InlineData("\u2126", "\u03a9", "\u03a9")]
    [InlineData("\u0958", "\u0915\u093c", "\u0915\u093c")]
    [InlineData("a\u0315\u0300", "\u00e0\u0315", "a\u0300\u0315")]
    public void Canonical_forms(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, Run(text, NormalizationKind.C));
        Assert.Equal(decomposed, Run(text, NormalizationKind.D));
    }

    [Theory]
    [InlineData("ﬁ①½", "fi11\u20442")]
    [InlineData("Ａ\u00a0ﾊﾟ", "A パ")]
    [InlineData("\u1e9b\u0323", "\u1e69")]
    public void Compatible_form(string text, string composed) => Assert.Equal(composed, Run(text, NormalizationKind.KC));

    [Fact]
    public void Normalising_twice_changes_nothing()
    {
        var random = new Random(9);
        foreach (var kind in Enum.GetValues<NormalizationKind>())
        {
            for (var round = 0; round < 300; round++)
            {
                var text = string.Concat(Enumerable.Range(0, 8).Select(_ => new Rune(random.Next(0x20, 0xD7FF)).ToString()));
                var once = Run(text, kind);
                Assert.Equal(once, Run(once, kind));
            }
        }
    }

    private static string Run(string text, NormalizationKind kind) =>
        string.Concat(UnicodeNormalizer.Normalize(text, kind).Select(p => char.ConvertFromUtf32(p.CodePoint)));
}
