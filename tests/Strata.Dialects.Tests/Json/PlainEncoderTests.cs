using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Tests.Json;

public sealed class PlainEncoderTests
{
    [Theory]
    [InlineData("plain äöü 漢字 😀 <b>&'+ \u2028 \u007f", "\"plain äöü 漢字 😀 <b>&'+ \u2028 \u007f\"")]
    [InlineData("a\"b\\c\nd\re\tf\bg\fh\0i\u001fj😀\"", "\"a\\\"b\\\\c\\nd\\re\\tf\\bg\\fh\\u0000i\\u001fj😀\\\"\"")]
    public void Only_what_json_demands_is_escaped(string text, string expected)
    {
        Assert.Equal(expected, Written(json => json.WriteStringValue(text)));
        Assert.Equal(expected, Written(json => json.WriteStringValue(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Half_a_character_goes_out_as_the_mark_of_one_and_never_as_broken_utf8()
    {
        Assert.Equal("\"😀x\\ufffdy\"", Written(json => json.WriteStringValue("😀x\ud800y")));
        Assert.Equal("\"\\ufffd\"", Written(json => json.WriteStringValue("\udc00")));
    }

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = JsonOut.Over(buffer))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
