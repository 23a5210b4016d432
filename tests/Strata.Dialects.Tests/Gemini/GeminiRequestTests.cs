using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Gemini;
using Strata.Dialects.Tests.Support;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.Gemini;

public sealed class GeminiRequestTests
{
    private static readonly GeminiDialect Dialect = GeminiDialect.Instance;
    private static readonly RequestTarget Target = new("gemini-3-pro", true);

    internal const string Rich = """
        {"systemInstruction":{"role":"system","parts":[{"text":"Be short."}]},
         "contents":[
          {"role":"user","parts":[{"text":"Look"},{"inlineData":{"mimeType":"image/png","data":"AAEC","displayName":"a.png"}},{"inlineData":{"mimeType":"application/pdf","data":"JVBE"}},
            {"inlineData":{"mimeType":"audio/wav","data":"UklG"}},{"fileData":{"fileUri":"https://example.org/x.jpg","mimeType":"image/jpeg"}},
            {"inlineData":{"mimeType":"video/mp4","data":"AAAA"},"videoMetadata":{"fps":2}}]},
          {"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"c2ln"},{"functionCall":{"name":"f","args":{"a":1}},"thoughtSignature":"czI="},{"functionCall":{"name":"f","args":{"a":2}}},
            {"executableCode":{"language":"PYTHON","code":"1+1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"2"}}]},
          {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"one"}}},{"functionResponse":{"name":"f","response":{"error":"two failed"}}}]}],
         "tools":[{"functionDeclarations":[{"name":"f","description":"F","parametersJsonSchema":{"type":"object","additionalProperties":false},"behavior":"BLOCKING"}]},{"googleSearch":{}}],
         "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]},"retrievalConfig":{"languageCode":"de"}},
         "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],"cachedContent":"cachedContents/1","labels":{"team":"x"},
         "generationConfig":{"maxOutputTokens":64,"temperature":0.5,"topP":0.9,"topK":40,"seed":7,"stopSequences":["END"],"candidateCount":2,"presencePenalty":0.1,"frequencyPenalty":0.2,
           "responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"x":{"type":"string"}}},"responseLogprobs":true,"logprobs":3,
           "thinkingConfig":{"includeThoughts":true,"thinkingBudget":512},"mediaResolution":"MEDIA_RESOLUTION_LOW","speechConfig":{"languageCode":"de"}},
         "brandNew":{"x":1}}
        """;

    [Fact]
    public void Everything_has_a_place()
    {
        var request = Dialect.Read(Rich, Target);
        Assert.Equal(("gemini-3-pro", true, 64L, 0.5, 7L, 2), (request.Model, request.Stream, request.OutputTokensMax, request.Temperature, request.Seed, request.Choices));
        Assert.Equal(MessageRole.System, request.Messages[0].Role);
        var look = request.Messages[1].Blocks;
        Assert.Equal("AAEC", Assert.IsType<ImageBlock>(look[1]).Source.Base64);
        Assert.IsType<DocumentBlock>(look[2]);
        Assert.IsType<AudioBlock>(look[3]);
        Assert.Equal("https://example.org/x.jpg", Assert.IsType<ImageBlock>(look[4]).Source.Url);
        Assert.Contains("fps", System.Text.Encoding.UTF8.GetString(Assert.IsType<OpaqueBlock>(look[5]).Json.Span), StringComparison.Ordinal);
        var turn = request.Messages[2].Blocks;
        Assert.Equal(("hm", "c2ln", "gemini"), (((ThinkingBlock)turn[0]).Text, ((ThinkingBlock)turn[0]).Signature, ((ThinkingBlock)turn[0]).Origin));
        var (first, second) = ((ToolCallBlock)turn[1], (ToolCallBlock)turn[2]);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("czI=", first.Signature);
        var results = request.Messages[3].Blocks.Cast<ToolResultBlock>().ToList();
        Assert.Equal([first.Id, second.Id], results.Select(result => result.CallId));
        Assert.Equal([false, true], results.Select(result => result.IsError));
        Assert.Equal("two failed", ((TextBlock)results[1].Content[0]).Text);
        Assert.Equal(["f", "googleSearch"], request.Tools.Select(tool => tool.Name));
        Assert.Equal(ToolChoiceKind.Named, request.ToolChoice!.Kind);
        Assert.Equal((true, 512L), (request.Reasoning!.Shown, request.Reasoning.BudgetTokens));
        Assert.Equal(OutputKind.JsonSchema, request.Format!.Kind);
        Assert.Superset(new HashSet<string> { "brandNew", "cachedContent", "safetySettings", "generationConfig.speechConfig", "toolConfig.retrievalConfig" }, request.Extra.Select(carry => carry.Name).ToHashSet());
    }

    [Fact]
    public void The_same_dialect_gets_back_what_it_said()
    {
        var request = Dialect.Read(Rich, Target);
        var (body, written) = Dialect.Write(request, "gemini-3-pro");
        Assert.Empty(written.Notes);
        var again = Dialect.Read(body.GetRawText(), Target);
        Assert.True(System.Text.Json.JsonElement.DeepEquals(body, Dialect.Write(again, "gemini-3-pro").Body));
        foreach (var member in Wired.Json(Rich).EnumerateObject().Where(member => member.Name is not ("contents" or "systemInstruction")))
        {
            Assert.True(System.Text.Json.JsonElement.DeepEquals(member.Value, body.GetProperty(member.Name)), $"{member.Name}: {body.GetProperty(member.Name)}");
        }

        Assert.True(System.Text.Json.JsonElement.DeepEquals(Wired.Json(Rich).GetProperty("contents"), body.GetProperty("contents")), body.GetProperty("contents").GetRawText());
    }

    [Fact]
    public void Both_spellings_are_one()
    {
        const string Snake = """
            {"system_instruction":{"parts":[{"text":"s"}]},"contents":[{"parts":[{"inline_data":{"mime_type":"image/png","data":"AA"}},{"function_response":{"name":"f","response":{"a":1}}}]}],
             "generation_config":{"max_output_tokens":5,"response_mime_type":"application/json","response_json_schema":{"type":"object","max_items":1},"thinking_config":{"thinking_level":"LOW"}},
             "tools":[{"function_declarations":[{"name":"f","parameters_json_schema":{"type":"object","properties":{"snake_case":{"type":"string"}}}}]}],
             "tool_config":{"function_calling_config":{"mode":"NONE"}}}
            """;
        var request = Dialect.Read(Snake, Target);
        Assert.Equal((5L, "low", ToolChoiceKind.None), (request.OutputTokensMax, request.Reasoning!.Effort, request.ToolChoice!.Kind));
        Assert.IsType<ImageBlock>(request.Messages[1].Blocks[0]);
        Assert.Empty(request.Extra);
        Assert.Contains("snake_case", System.Text.Encoding.UTF8.GetString(request.Tools[0].Schema.Span), StringComparison.Ordinal);
        Assert.False(Dialect.ReadRequest(Wired.Utf8("""{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"topK":1,"top_k":2}}"""), Target).IsOk);
    }

    [Theory]
    [InlineData("""{"contents":[]}""", "contents")]
    [InlineData("""{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"temperature":99}}""", "generationConfig.temperature")]
    [InlineData("""{"contents":[{"role":"system","parts":[{"text":"x"}]}]}""", "contents[0].role")]
    [InlineData("""{"contents":[{"parts":[{"text":5}]}]}""", "contents[0].parts[0].text")]
    [InlineData("""{"contents":[{"parts":[{"functionCall":{"args":{}}}]}]}""", "contents[0].parts[0].functionCall.name")]
    [InlineData("""{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"responseSchema":{"type":"OBJECT"}}}""", "generationConfig.responseMimeType")]
    [InlineData("""{"contents":[{"parts":[{"text":"x"}]}],"toolConfig":{"functionCallingConfig":{"mode":"SOME"}}}""", "toolConfig.functionCallingConfig.mode")]
    public void Wrong_values_are_named(string body, string field)
    {
        var problem = Dialect.ReadRequest(Wired.Utf8(body), Target).Problem;
        Assert.Equal((ProblemCode.InvalidRequest, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void Schemas_in_capitals_become_json_schemas()
    {
        const string Body = """
            {"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":
              {"type":"OBJECT","propertyOrdering":["b","a"],"required":["b"],"properties":{"a":{"type":"STRING","nullable":true,"enum":["x","y"]},
               "b":{"type":"ARRAY","minItems":"1","maxItems":3,"items":{"type":"INTEGER","format":"int64"}},"c":{"anyOf":[{"type":"NUMBER"},{"type":"BOOLEAN"}],"nullable":true}}}}]}]}
            """;
        var schema = Wired.Json(System.Text.Encoding.UTF8.GetString(Dialect.Read(Body, Target).Tools[0].Schema.Span));
        Assert.Equal(["b", "a", "c"], schema.GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.True(System.Text.Json.JsonElement.DeepEquals(Wired.Json("""
            {"type":"object","properties":{"b":{"type":"array","minItems":1,"maxItems":3,"items":{"type":"integer","format":"int64"}},"a":{"type":["string","null"],"enum":["x","y",null]},
             "c":{"anyOf":[{"type":"number"},{"type":"boolean"},{"type":"null"}]}},"required":["b"]}
            """), schema), schema.GetRawText());
    }

    [Fact]
    public void Other_dialects_are_expressed_noted_or_refused_by_name()
    {
        var request = new ChatRequest
        {
            Dialect = "openai.chat",
            Model = "m",
            Messages =
            [
                new(MessageRole.System, [new TextBlock("s") { CacheControl = Wired.Utf8("""{"type":"ephemeral"}""") }]),
                new(MessageRole.User, [new TextBlock("u"), new DocumentBlock(new MediaSource { MediaType = "text/plain", Text = "doc" })]) { Name = "ann" },
                new(MessageRole.Assistant, [new ThinkingBlock("t") { Origin = "anthropic", Signature = "s" }, new ToolCallBlock("call_1", "f", "not json"), new ToolCallBlock("call_2", "f", "{}")]),
                new(MessageRole.User, [new ToolResultBlock("call_1", [new TextBlock("bad"), new ImageBlock(new MediaSource { MediaType = "image/png", Base64 = "AA" })]) { IsError = true }]),
                new(MessageRole.System, [new TextBlock("late")]),
            ],
            Tools = [new ToolDefinition("f") { Strict = true, Schema = Wired.Utf8("""{"type":"object","additionalProperties":false}""") }],
            Reasoning = new ReasoningOptions { Effort = "high" },
            User = "u1",
        };
        var (body, written) = Dialect.Write(request, "gemini-3-pro");
        Assert.Equal(["messages[0].content[0].cache_control", "messages[1].name", "messages[2].content[0]", "messages[2].content[1]", "messages[4]", "user"], written.Notes
            .Select(note => note.Member).Order(StringComparer.Ordinal));
        Assert.Equal(2, body.GetProperty("systemInstruction").GetProperty("parts").GetArrayLength());
        var contents = body.GetProperty("contents");
        Assert.Equal("ZG9j", contents[0].GetProperty("parts")[1].GetProperty("inlineData").GetProperty("data").GetString());
        var call = contents[1].GetProperty("parts")[0];
        Assert.Equal("not json", call.GetProperty("functionCall").GetProperty("args").GetProperty("arguments").GetString());
        Assert.Equal("skip_thought_signature_validator", call.GetProperty("thoughtSignature").GetString());
        Assert.False(contents[1].GetProperty("parts")[1].TryGetProperty("thoughtSignature", out _));
        var result = contents[2].GetProperty("parts")[0].GetProperty("functionResponse");
        Assert.Equal(("call_1", "f", "bad"), (result.GetProperty("id").GetString(), result.GetProperty("name").GetString(), result.GetProperty("response").GetProperty("error").GetString()));
        Assert.Equal("AA", result.GetProperty("parts")[0].GetProperty("inlineData").GetProperty("data").GetString());
        Assert.Equal("VALIDATED", body.GetProperty("toolConfig").GetProperty("functionCallingConfig").GetProperty("mode").GetString());
        Assert.Equal("HIGH", body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingLevel").GetString());
        Assert.Equal(24_576, Dialect.Write(request, "gemini-2.5-pro").Body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingBudget").GetInt32());

        Assert.Equal("parallel_tool_calls", Dialect.Refusal(request with { ParallelToolCalls = false }).Field);
        Assert.Equal("min_p", Dialect.Refusal(request with { MinP = 0.1 }).Field);
        Assert.Equal("logit_bias", Dialect.Refusal(request with { Extra = [new Carry("logit_bias", Wired.Utf8("{}"))] }).Field);
        Assert.Equal("tools", Dialect.Refusal(request with { Tools = [new ToolDefinition("web_search") { Dialect = "anthropic", Raw = Wired.Utf8("{}") }] }).Field);
        Assert.Equal("messages[0].content[0]", Dialect.Refusal(request with { Messages = [new(MessageRole.User, [new ToolResultBlock("nobody", [])])] }).Field);
    }

    [Fact]
    public void Json_schemas_become_googles_where_a_server_takes_only_those()
    {
        var request = Dialect.Read("""{"contents":[{"parts":[{"text":"x"}]}]}""", Target);
        System.Text.Json.JsonElement Schema(string schema)
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            var written = Dialect.WriteRequest(request with { Tools = [new ToolDefinition("f") { Schema = Wired.Utf8(schema) }] }, new WriteProfile("m") { TakesOpenApiSchema = true }, output);
            Assert.True(written.IsOk, written.ToString());
            return Wired.Json(output).GetProperty("tools")[0].GetProperty("functionDeclarations")[0].GetProperty("parameters");
        }

        Assert.Equal("""
            {"type":"OBJECT","properties":{"a":{"nullable":true,"type":"STRING","enum":["x","y"]},"b":{"type":"ARRAY","items":{"type":"INTEGER"}},"c":{"anyOf":[{"type":"NUMBER"}],"nullable":true}},"required":["a"]}
            """.Trim(), Schema("""
            {"type":"object","$defs":{"n":{"type":"integer"}},"additionalProperties":false,"properties":{"a":{"type":["string","null"],"enum":["x","y",null]},"b":{"type":"array",
             "items":{"$ref":"#/$defs/n"}},"c":{"oneOf":[{"type":"number"},{"type":"null"}]}},"required":["a"]}
            """).GetRawText());
        foreach (var bad in (string[])["""{"not":{}}""", """{"$ref":"#"}""", """{"$defs":{"x":{"items":{"$ref":"#/$defs/x"}}},"$ref":"#/$defs/x"}""", """{"enum":[1]}"""])
        {
            var result = Dialect.WriteRequest(request with { Tools = [new ToolDefinition("f") { Schema = Wired.Utf8(bad) }] }, new WriteProfile("m") { TakesOpenApiSchema = true },
                new System.Buffers.ArrayBufferWriter<byte>());
            Assert.Equal(ProblemCode.UnsupportedParameter, result.Problem.Code);
        }
    }

    [Fact]
    public void What_the_official_client_says_of_results_is_a_hint_elsewhere()
    {
        var request = Dialect.Read("""{"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f","response_json_schema":{"type":"string"}}]}]}""", Target);
        var (body, written) = Dialects.Ollama.OllamaDialect.Chat.Write(request);
        Assert.Equal("tools[0].responseJsonSchema", Assert.Single(written.Notes).Member);
        Assert.Equal("f", body.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal("tools[0].behavior", Dialects.Ollama.OllamaDialect.Chat.Refusal(
            Dialect.Read("""{"contents":[{"parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f","behavior":"NON_BLOCKING"}]}]}""", Target)).Field);
    }

    [Fact]
    public void Paths_are_taken_apart()
    {
        Assert.Equal(new GeminiTarget("gemini-3-pro", "streamGenerateContent"), GeminiTarget.Parse("/v1beta/models/gemini-3-pro:streamGenerateContent"));
        Assert.Equal(new GeminiTarget("a/b:c", "generateContent"), GeminiTarget.Parse("/v1/models/a%2Fb:c:generateContent"));
        Assert.Equal(new GeminiTarget("x", ""), GeminiTarget.Parse("/v1/models/x"));
        Assert.Null(GeminiTarget.Parse("/v1/models/"));
        Assert.True(GeminiTarget.AsksSse("?key=1&alt=sse"));
        Assert.False(GeminiTarget.AsksSse(""));
    }

    [Fact]
    public void Tokens_are_counted_for_bare_contents_and_for_whole_requests()
    {
        var bare = GeminiCountTokens.ReadRequest(Wired.Utf8("""{"contents":[{"parts":[{"text":"x"}]}]}"""), Target).Value;
        var whole = GeminiCountTokens.ReadRequest(Wired.Utf8("""{"generateContentRequest":{"model":"models/g","contents":[{"parts":[{"text":"x"}]}],"systemInstruction":{"parts":[{"text":"s"}]}}}"""), default).Value;
        Assert.Single(bare.Messages);
        Assert.Equal(("g", 2), (whole.Model, whole.Messages.Count));
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.True(GeminiCountTokens.WriteRequest(whole, new WriteProfile("g2"), output).IsOk);
        Assert.Equal("models/g2", Wired.Json(output).GetProperty("generateContentRequest").GetProperty("model").GetString());
        output.Clear();
        GeminiCountTokens.WriteAnswer(7, output);
        Assert.Equal(7, GeminiCountTokens.ReadAnswer(output.WrittenMemory).Value);
    }

    [Fact]
    public void Damaged_bodies_are_problems_never_exceptions()
    {
        foreach (var body in Fuzz.Of(Rich, 1))
        {
            if (Dialect.ReadRequest(body, Target).Try(out var request, out _))
            {
                Dialect.WriteRequest(request, new WriteProfile("m"), new System.Buffers.ArrayBufferWriter<byte>());
            }

            Dialect.Wire!.ScanRequest(body, Target);
        }
    }
}
