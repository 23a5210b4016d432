using System.Text;

namespace Strata.Tokenizers.Tests;

public sealed class StreamingDetokenizerTests
{
    [Fact]
    public void A_character_comes_out_whole_when_its_last_byte_is_there()
    {
        var stream = TinyVocabulary.Load().CreateStream();
        var texts = Encoding.UTF8.GetBytes("a🦊é").Select(b => stream.Push([b])).ToArray();
        Assert.Equal(["a", "", "", "", "🦊", "", "é"], texts);
        Assert.Equal("", stream.Flush());
    }

    [Fact]
    public void A_byte_that_nothing_can_save_becomes_the_replacement_character_at_once()
    {
        var stream = TinyVocabulary.Load().CreateStream();
        Assert.Equal("\uFFFD", stream.Push([0xFF]));
        Assert.Equal("", stream.Push([0xE6, 0x97]));
        Assert.Equal("\uFFFDx", stream.Push("x"u8));
        Assert.Equal(0, stream.HeldBytes);
    }

    [Fact]
    public void An_unfinished_sequence_is_replaced_at_the_end()
    {
        var stream = TinyVocabulary.Load().CreateStream();
        Assert.Equal("", stream.Push([0xF0, 0x9F]));
        Assert.Equal("\uFFFD", stream.Flush());
    }

    [Fact]
    public void Random_bytes_stream_to_the_same_text_as_at_once()
    {
        var random = new Random(7);
        var tokenizer = TinyVocabulary.Load();
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[40];
            random.NextBytes(bytes);
            Encoding.UTF8.GetBytes("é🦊日").CopyTo(bytes, random.Next(30));
            var stream = tokenizer.CreateStream();
            var streamed = string.Concat(bytes.Select(b => stream.Push([b]))) + stream.Flush();
            Assert.Equal(Encoding.UTF8.GetString(bytes), streamed);
        }
    }
}
