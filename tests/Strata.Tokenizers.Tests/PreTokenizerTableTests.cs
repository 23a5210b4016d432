using Strata.Tokenizers.Metadata;

namespace Strata.Tokenizers.Tests;

public sealed class PreTokenizerTableTests
{
    public static TheoryData<string> Names => [.. PreTokenizerTable.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_family_loses_no_character(string name)
    {
        var tokenizer = TinyVocabulary.Load(name);
        const string text = "It's 1234 héllo  wörld\r\n\n\t中文かな한 🦊𝐀e\u0301 snake_case/x // ½ ٣٤!  ";
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, default), skipSpecial: true));
    }
}
