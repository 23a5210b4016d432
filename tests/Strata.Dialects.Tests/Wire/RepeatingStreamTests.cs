using System.Text;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Capture;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Wire;

/// <summary>What is not parsed must say what parsing would have said.</summary>
public sealed class RepeatingStreamTests
{
    private static readonly string[] Texts = [" some", "more words", "ünïcödé 漢字", "a", "", "\\n", "say \\\"hi\\\"", "\\u00e9", "{\\\"a\\\":1}", "tab\tbroken", "quote\"broken", "back\\", "0", "]}"];

    private static readonly string[] Chunks =
    [
        """{"id":"c1","choices":[{"index":0,"delta":{"content":"TEXT"},"logprobs":null,"finish_reason":null}],"usage":null}""",
        """{"id":"c1","choices":[{"index":1,"delta":{"content":"TEXT"},"logprobs":null,"finish_reason":null}],"usage":null}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"role":"assistant","content":"TEXT"},"finish_reason":null}]}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"reasoning_content":"TEXT"},"finish_reason":null}]}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"content":"TEXT","reasoning":"TEXT"},"finish_reason":null}]}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"TEXT"}}]},"finish_reason":null}]}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"content":"TEXT"},"finish_reason":"stop"}]}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"content":"TEXT"}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}""",
        """{"id":"c1","choices":[{"index":0,"delta":{"content":"TEXT"}}],"error":{"message":"TEXT"}}""",
        """{"id":"c1","choices":[],"note":"TEXT"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"TEXT"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"TEXT"}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"TEXT","input":{"a":"TEXT"}}}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}""",
        """{"choices":[{"index":0,"delta":{"content":"TEXT"}""",
        "[DONE]",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_order_of_events_is_read_as_by_the_parser(bool isAnthropic)
    {
        var random = new Random(20_261_123);
        for (var round = 0; round < 2_000; round++)
        {
            var (plain, repeating) = isAnthropic ? ((IWireStream)new AnthropicWireStream(), AnthropicWire.Instance.OpenStream()) : (OpenAiWire.Instance, OpenAiWire.Instance.OpenStream());
            var (first, second) = (new CapturedText(1 << 16), new CapturedText(1 << 16));
            var chunk = Chunks[random.Next(Chunks.Length)];
            for (var i = 0; i < 40; i++)
            {
                chunk = random.Next(4) == 0 ? Chunks[random.Next(Chunks.Length)] : chunk;
                var data = Encoding.UTF8.GetBytes(chunk.Replace("TEXT", Texts[random.Next(Texts.Length)], StringComparison.Ordinal));
                if (random.Next(8) == 0)
                {
                    data[random.Next(data.Length)] = (byte)random.Next(256);
                }

                var name = random.Next(10) == 0 ? "other"u8 : "event"u8;
                Assert.Equal(Said(plain.Scan(name, data, first)), Said(repeating.Scan(name, data, second)));
            }

            Assert.Equal(first.ToString(), second.ToString());
        }
    }

    private static string Said(in WireScan scan) =>
        $"{scan.IsBroken} {scan.HasError} {scan.ErrorCode} {scan.ErrorMessage} {scan.Usage} {scan.ReportedCost} {scan.Seen} {scan.Finished} "
        + $"{scan.FinishReason} {scan.ContentBytes} {scan.HasData} {scan.IsEnd} {scan.IsUsageOnly} {scan.AnswerId} {scan.ServiceTier}";
}
