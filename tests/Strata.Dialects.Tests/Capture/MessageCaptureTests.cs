using System.Text;
using System.Text.Json;
using Strata.Dialects.Capture;

namespace Strata.Dialects.Tests.Capture;

/// <summary>What a trace keeps of a prompt: the conventions' shape, bounded, and cut where no character is split.</summary>
public sealed class MessageCaptureTests
{
    [Fact]
    public void A_conversation_is_kept_in_the_conventions_shape() =>
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"Be brief."}]},{"role":"user","parts":[{"type":"text","content":"a \"b\""},{"type":"image_url"}]}]""",
            MessageCapture.Input("""[{"role":"system","content":"Be brief."},{"content":[{"type":"text","text":"a \"b\""},{"type":"image_url","image_url":{"url":"x"}}],"role":"user"}]"""u8, 1_000));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(17)]
    public void A_long_text_is_cut_between_characters(int budget)
    {
        const string Escaped = """\ud83d\ude00\n\u00e9äöü€😀 and more""";
        var whole = JsonSerializer.Deserialize<string>($"\"{Escaped}\"")!;
        using var kept = JsonDocument.Parse(MessageCapture.Input(Encoding.UTF8.GetBytes($$"""[{"role":"user","content":"{{Escaped}}"},{"role":"user","content":"never read"}]"""), budget));
        if (budget == 0)
        {
            Assert.Empty(kept.RootElement.EnumerateArray());
            return;
        }

        var message = Assert.Single(kept.RootElement.EnumerateArray());
        var text = message.GetProperty("parts")[0].GetProperty("content").GetString()!;
        var cut = text.IndexOf('…', StringComparison.Ordinal);
        Assert.StartsWith(text[..cut], whole, StringComparison.Ordinal);
        Assert.False(cut > 0 && char.IsHighSurrogate(text[cut - 1]));
        Assert.EndsWith($"… (of {Encoding.UTF8.GetByteCount(Escaped)} bytes)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_at_the_cut_is_said_and_throws_nothing()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var text = new StringBuilder("[{\"content\":\"");
            for (var n = random.Next(40); n >= 0; n--)
            {
                text.Append(random.Next(5) switch { 0 => "\\ud83d", 1 => "\\ude00", 2 => "\\n", 3 => "é", _ => "ab" });
            }

            using var kept = JsonDocument.Parse(MessageCapture.Input(Encoding.UTF8.GetBytes(text.Append("\"}]").ToString()), random.Next(60)));
            Assert.Equal(JsonValueKind.Array, kept.RootElement.ValueKind);
        }
    }

    [Fact]
    public void A_large_prompt_costs_what_is_kept_of_it()
    {
        var prompt = Encoding.UTF8.GetBytes($$"""[{"role":"user","content":"{{new string('x', 4 << 20)}}"}]""");
        MessageCapture.Input(prompt, 256);
        var before = GC.GetAllocatedBytesForCurrentThread();
        MessageCapture.Input(prompt, 256);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_192);
    }
}
