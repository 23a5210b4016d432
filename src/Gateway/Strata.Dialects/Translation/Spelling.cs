using System.Globalization;

namespace Strata.Dialects.Translation;

/// <summary>
/// What a canonical member is called in the dialect a request came in, so that a refusal names what its caller wrote. Names are
/// looked up in OpenAI's spelling, which stands for dialects and members not listed. Places of messages are as the canonical
/// list counts them, instructions included.
/// </summary>
public static class Spelling
{
    /// <summary>The caller's name of a member at the top.</summary>
    /// <param name="dialect">The dialect the request came in.</param>
    /// <param name="member">The member in the spelling of OpenAI's chat.</param>
    public static string Of(string dialect, string member) => dialect switch
    {
        "anthropic" => member switch { "stop" => "stop_sequences", "user" => "metadata.user_id", "response_format" => "output_config.format", "reasoning_effort" => "thinking", _ => member },
        "gemini" => member switch
        {
            "response_format" => "generationConfig.responseSchema",
            "reasoning_effort" => "generationConfig.thinkingConfig",
            "stop" => "generationConfig.stopSequences",
            "n" => "generationConfig.candidateCount",
            "tools" => "tools",
            "tool_choice" => "toolConfig",
            _ => "generationConfig." + Camel(member),
        },
        "bedrock" => member switch { "stop" => "inferenceConfig.stopSequences", "top_p" or "temperature" or "max_tokens" => "inferenceConfig." + Camel(member), "tools" => "toolConfig.tools", _ => member },
        "ollama.chat" or "ollama.generate" => member switch { "response_format" => "format", "reasoning_effort" => "think", "tools" or "messages" => member, _ => "options." + member },
        "openai.responses" => member switch { "response_format" => "text.format", "reasoning_effort" => "reasoning.effort", "messages" => "input", _ => member },
        _ => member,
    };

    /// <summary>The caller's place of a message.</summary>
    public static string Message(string dialect, int index)
    {
        var list = dialect switch { "gemini" => "contents", "openai.responses" => "input", _ => "messages" };
        return string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
    }

    /// <summary>The caller's place of a piece of a message.</summary>
    public static string Block(string dialect, int message, int block)
    {
        var list = dialect == "gemini" ? "parts" : "content";
        return string.Create(CultureInfo.InvariantCulture, $"{Message(dialect, message)}.{list}[{block}]");
    }

    private static string Camel(string member)
    {
        var words = member.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
