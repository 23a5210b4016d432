using System.Text.Json;

namespace Strata.Console.Requests;

/// <summary>The same call in four languages, for pages that teach.</summary>
internal static class Snippets
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<(string Name, string Text)> Chat(string origin, string model, string prompt)
    {
        var (name, text) = (JsonSerializer.Serialize(model, Relaxed), JsonSerializer.Serialize(prompt, Relaxed));
        return
        [
            ("curl", Curl(origin, $"{{\"model\":{name},\"messages\":[{{\"role\":\"user\",\"content\":{text}}}]}}")),
            ("Python", $"""
                from openai import OpenAI
                client = OpenAI(base_url="{origin}/v1", api_key="YOUR_KEY")
                answer = client.chat.completions.create(
                    model={name}, messages=[{"{"}"role": "user", "content": {text}{"}"}])
                print(answer.choices[0].message.content)
                """),
            ("JavaScript", $"""
                import OpenAI from "openai";
                const client = new OpenAI({"{"} baseURL: "{origin}/v1", apiKey: "YOUR_KEY" {"}"});
                const answer = await client.chat.completions.create({"{"}
                  model: {name}, messages: [{"{"} role: "user", content: {text} {"}"}] {"}"});
                console.log(answer.choices[0].message.content);
                """),
            ("C#", $"""
                using OpenAI.Chat;
                var client = new ChatClient({name}, new("YOUR_KEY"), new() {"{"} Endpoint = new("{origin}/v1") {"}"});
                Console.WriteLine((await client.CompleteChatAsync({text})).Value.Content[0].Text);
                """),
        ];
    }

    /// <summary>The call of a request as far as it was captured.</summary>
    public static string Replay(string origin, string model, IEnumerable<ConversationMessage> messages)
    {
        var body = new { model, messages = messages.Select(m => new { role = m.Role, content = m.Text }) };
        return Curl(origin, JsonSerializer.Serialize(body, Relaxed));
    }

    private static string Curl(string origin, string body) =>
        $"curl {origin}/v1/chat/completions \\\n  -H \"Authorization: Bearer $STRATA_KEY\" -H 'Content-Type: application/json' \\\n  -d '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
