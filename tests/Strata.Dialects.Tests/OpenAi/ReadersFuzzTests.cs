using System.Buffers;
using System.Text;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.OpenAi;

public sealed class ReadersFuzzTests
{
    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """
                {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a\u00e4"},{"type":"image_url",
                "image_url":{"url":"data:image/png;base64,QQ=="}},{"type":"input_audio","input_audio":{"data":"Q","format":"wav"}},{"type":"file","file":{"file_data":"Q"}}],"name":"n"},
                {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"reasoning_details":[{"type":"reasoning.text","text":"r"}],
                "provider_blocks":[{"dialect":"anthropic","block":{"type":"x"}}]},{"role":"tool","tool_call_id":"c","content":"1"}],"stream":true,"stream_options":{"include_usage":true},
                "stop":["x"],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto",
                "tools":[{"function":{"name":"f"}}]}},"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}},"reasoning":{"effort":"low"},"logit_bias":{"1":2}}
                """,
            """{"model":"m","prompt":[[1,2,3]],"logit_bias":{},"n":1,"suffix":"s","echo":false,"seed":-4}""",
            """
                {"model":"m","instructions":"i","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"data:image/png;base64,QQ=="},
                {"type":"input_file","file_data":"Q","filename":"a.pdf"}]},{"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"t"}],"encrypted_content":"e"},
                {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"1"},{"type":"message","role":"assistant",
                "content":[{"type":"output_text","text":"x","annotations":[]}]}],"text":{"format":{"type":"json_schema","name":"n","schema":{}}},"reasoning":{"effort":"low",
                "summary":"auto"},"tools":[{"type":"function","name":"f","parameters":{}}],"tool_choice":"auto"}
                """,
            """
                {"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"a","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],
                "audio":{"data":"Q"}},"finish_reason":"stop","logprobs":{"content":[]}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":1}}}
                """,
            """
                {"id":"x","choices":[{"index":0,"delta":{"content":"a","reasoning_content":"r","refusal":"n","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}],
                "audio":{"data":"Q","transcript":"t"},"annotations":[{}],"images":[{"type":"image_url","image_url":{"url":"u"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,
                "completion_tokens":2}}
                """,
            """
                {"id":"resp_1","object":"response","status":"completed","model":"m","output":[{"type":"message","id":"msg_1","role":"assistant","status":"completed",
                "content":[{"type":"output_text","text":"a","annotations":[]}]},{"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,
                "output_tokens":2,"total_tokens":3}}
                """,
            """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"msg_1","role":"assistant","content":[]}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Hostile_bodies_never_crash_a_reader_and_what_was_read_can_be_written()
    {
        var random = new Random(11);
        for (var i = 0; i < 3_500; i++)
        {
            var body = Mutated(Seeds[i % Seeds.Length], random);
            foreach (var name in DialectSet.All.Names.Where(n => n.StartsWith("openai.", StringComparison.Ordinal)))
            {
                var dialect = DialectSet.All.Find(name)!;
                if (dialect.ReadRequest(body, default).Try(out var request, out _))
                {
                    Assert.All(DialectSet.All.Names.Where(n => n.StartsWith("openai.", StringComparison.Ordinal)), target =>
                        DialectSet.All.Find(target)!.WriteRequest(request, new WriteProfile("m"), new ArrayBufferWriter<byte>()));
                }

                if (dialect.ReadAnswer(body).Try(out var answer, out _))
                {
                    dialect.WriteAnswer(answer, new AnswerHead("1", 1, "m"), new ArrayBufferWriter<byte>());
                }

                dialect.ReadError(500, body);
                var steps = new List<AnswerEvent>();
                var reader = dialect.OpenReader();
                reader.Read("response.output_item.added"u8, body, steps);
                reader.End(steps);
            }
        }
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var body = (byte[])seed.Clone();
        for (var hit = random.Next(1, 4); hit > 0; hit--)
        {
            body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\":,0-1.eE\\utrfn "[random.Next(20)];
        }

        return random.Next(4) == 0 ? body[..random.Next(body.Length)] : body;
    }
}
