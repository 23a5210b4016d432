using System.Text;
using Strata.Dialects.Tasks;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Tasks;

public sealed class MultipartScannerTests
{
    private const string Type = "multipart/form-data; charset=utf-8; boundary=\"x y\"";

    private static readonly byte[] Body = [.. Wired.Utf8("--x y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".wav\"\r\nContent-Type: audio/wav\r\n\r\n"), 0, 13, 10, 45, 45, 255, .. Wired.Utf8(
        "\r\n--x y  \r\nContent-Disposition: form-data; name=model\r\n\r\nwhisper-1\r\n--x y\r\ncontent-disposition: form-data; name=\"stream\"\r\n\r\ntrue\r\n--x y--\r\n")];

    [Fact]
    public void Parts_are_found_and_the_model_is_replaced()
    {
        var form = MultipartScanner.Scan(Body, Type).Value;
        Assert.Equal(("whisper-1", true), (form.Model, form.Stream));
        Assert.Equal(("a \"b\".wav", "audio/wav", 6), (form.Parts[0].FileName, form.Parts[0].ContentType, form.Parts[0].At.Length));
        var spliced = form.Splice(Body, "remote/large").SelectMany(part => part.ToArray()).ToArray();
        Assert.Equal(Body.Length + 3, spliced.Length);
        var again = MultipartScanner.Scan(spliced, Type).Value;
        Assert.Equal("remote/large", again.Model);
        Assert.True(again.Parts[0].At.Of(spliced).SequenceEqual(form.Parts[0].At.Of(Body)));
        Assert.Throws<ArgumentException>(() => form.Splice(Body, "a\r\nb"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=other")]
    public void Other_content_types_are_refused(string type) => Assert.False(MultipartScanner.Scan(Body, type).IsOk);

    [Fact]
    public void Two_models_and_half_forms_are_refused()
    {
        var part = "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n";
        Assert.Equal("model", MultipartScanner.Scan(Wired.Utf8(part + part + "--b--"), "multipart/form-data; boundary=b").Problem.Field);
        Assert.False(MultipartScanner.Scan(Wired.Utf8(part), "multipart/form-data; boundary=b").IsOk);
        Assert.False(MultipartScanner.Scan(Wired.Utf8(string.Concat(Enumerable.Repeat(part.Replace("model", "x", StringComparison.Ordinal), 200)) + "--b--"), "multipart/form-data; boundary=b").IsOk);
        foreach (var bytes in Fuzz.Of(Encoding.Latin1.GetString(Body), 9))
        {
            MultipartScanner.Scan(bytes, Type);
        }
    }
}
