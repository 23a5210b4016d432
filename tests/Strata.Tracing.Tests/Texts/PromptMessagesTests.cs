using System.Text;
using System.Text.Json;
using Strata.Traces.Recording;
using Strata.Tracing.Calls;
using Strata.Tracing.Tests.Support;

namespace Strata.Tracing.Tests.Texts;

/// <summary>What a trace keeps of a prompt: its messages one by one, bounded, and cut where no character is split.</summary>
public sealed class PromptMessagesTests
{
    [Fact]
    public async Task A_conversation_is_kept_message_by_message()
    {
        var prompt = """[{"role":"system","content":"Be brief."},{"content":[{"type":"text","text":"a \"b\""},{"type":"image_url","image_url":{"url":"x"}}],"role":"user"},"more\n"]"""u8;
        var kept = await Told.PromptAsync(prompt.ToArray(), 1_000);
        Assert.Equal(
            [("system", "Be brief.", false), ("user", """[{"type":"text","content":"a \"b\""},{"type":"image_url"}]""", true), ("user", "more\n", false)], kept);
    }

    [Theory]
    [InlineData("\"Be brief.\"", "Be brief.", false)]
    [InlineData(
        """[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}},{"type":"text","text":"And kind."}]""",
        """[{"type":"text","content":"Be brief."},{"type":"text","content":"And kind."}]""", true)]
    [InlineData("""{"role":"user","parts":[{"text":"Be brief."}]}""", """[{"type":"text","content":"Be brief."}]""", true)]
    public async Task Instructions_beside_the_conversation_are_its_system_message(string system, string text, bool isJson)
    {
        var kept = await Told.PromptAsync("""[{"role":"user","content":"Hi"}]"""u8.ToArray(), 1_000, Encoding.UTF8.GetBytes(system));
        Assert.Equal([("system", text, isJson), ("user", "Hi", false)], kept);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("[")]
    public async Task What_is_no_instruction_is_left_away(string system) =>
        Assert.DoesNotContain(await Told.PromptAsync("""[{"role":"user","content":"Hi"}]"""u8.ToArray(), 1_000, Encoding.UTF8.GetBytes(system)), m => m is { Role: "system", Text: not "[]" });

    [Fact]
    public async Task Long_instructions_leave_half_of_the_room_to_the_question()
    {
        var kept = await Told.PromptAsync("""[{"role":"user","content":"Hi there"}]"""u8.ToArray(), 20, Encoding.UTF8.GetBytes($"\"{new string('s', 100)}\""));
        Assert.Equal([("system", "ssssssssss… (of 100 bytes)", false), ("user", "Hi there", false)], kept);
    }

    [Theory]
    [InlineData("\"Say hi\"", "Say hi")]
    [InlineData("[1,2,3]", null)]
    [InlineData("--boundary\r\nContent-Disposition", null)]
    [InlineData("", null)]
    public async Task What_is_no_conversation_is_a_text_or_nothing(string json, string? text) =>
        Assert.Equal(text, (await Told.PromptAsync(Encoding.UTF8.GetBytes(json), 1_000)).Select(m => m.Text).SingleOrDefault());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(17)]
    public async Task A_long_text_is_cut_between_characters(int budget)
    {
        const string Escaped = """\ud83d\ude00\n\u00e9äöü€😀 and more""";
        var whole = JsonSerializer.Deserialize<string>($"\"{Escaped}\"")!;
        var kept = await Told.PromptAsync(Encoding.UTF8.GetBytes($$"""[{"role":"user","content":"{{Escaped}}"},{"role":"user","content":"never read"}]"""), budget);
        if (budget == 0)
        {
            Assert.Empty(kept);
            return;
        }

        var text = Assert.Single(kept).Text;
        var cut = text.IndexOf('…', StringComparison.Ordinal);
        Assert.StartsWith(text[..cut], whole, StringComparison.Ordinal);
        Assert.False(cut > 0 && char.IsHighSurrogate(text[cut - 1]));
        Assert.EndsWith($"… (of {Encoding.UTF8.GetByteCount(Escaped)} bytes)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_is_where_the_characters_counted_one_by_one_say()
    {
        string[] pieces = ["a", "\\n", "\\\\", "\\u00e9", "\\ud83d\\ude00", "é", "€", "😀"];
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var chosen = Enumerable.Range(0, 30).Select(_ => pieces[random.Next(pieces.Length)]).ToArray();
            var budget = random.Next(1, 40);
            var (bytes, whole) = (0, new StringBuilder());
            foreach (var piece in chosen.TakeWhile(p => (bytes += Encoding.UTF8.GetByteCount(p)) <= budget))
            {
                whole.Append(JsonSerializer.Deserialize<string>($"\"{piece}\""));
            }

            var escaped = string.Concat(chosen);
            var kept = Assert.Single(await Told.PromptAsync(Encoding.UTF8.GetBytes($$"""[{"content":"{{escaped}}"}]"""), budget));
            Assert.Equal(bytes <= budget ? whole.ToString() : $"{whole}… (of {Encoding.UTF8.GetByteCount(escaped)} bytes)", kept.Text);
        }
    }

    [Fact]
    public async Task Broken_text_and_broken_json_are_said_and_throw_nothing()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var text = new StringBuilder("[{\"content\":\"");
            for (var n = random.Next(40); n >= 0; n--)
            {
                text.Append(random.Next(5) switch { 0 => "\\ud83d", 1 => "\\ude00", 2 => "\\n", 3 => "é", _ => "ab" });
            }

            var json = Encoding.UTF8.GetBytes(text.Append("\"}]").ToString());
            await Told.PromptAsync(random.Next(4) == 0 ? json[..random.Next(json.Length)] : json, random.Next(60));
        }
    }

    [Fact]
    public void A_large_prompt_costs_what_is_kept_of_it()
    {
        using var recorder = new SpanRecorder(new RecorderLimits());
        var prompt = Encoding.UTF8.GetBytes($$"""[{"role":"user","content":"{{new string('x', 4 << 20)}}"}]""");
        var call = new CallFacts(TracePlace.Of("req_01jd0000000000000000000001", "", ""), Told.Row(), "chat") { Prompt = prompt, PromptBytesMax = 256 };
        for (var i = 0; i < 4; i++)
        {
            CallSpans.Write(recorder, call);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        CallSpans.Write(recorder, call);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_384);
    }
}
