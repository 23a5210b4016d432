using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>
/// The parameters that chat and completions share, for models of this process. What can be said but not done yet is refused by
/// its name; a value that asks for nothing (null, an empty list, a penalty of 0) is taken.
/// </summary>
internal sealed class SharedParameters
{
    private const string Later = "is not offered for models of this server yet. Leave it out, or ask a model of an upstream that offers it.";
    private const int StopsMax = 4;
    private float temperature = 1;
    private float topP = 1;
    private float minP;
    private int topK;
    private ulong? seed;
    private long? maxTokens;
    private bool bothBounds;
    private bool streamOptionsGiven;
    private List<string> stop = [];

    public bool Stream { get; private set; }

    public bool IncludeUsage { get; private set; }

    /// <summary>Reads the member whose name the reader stands on; false where this class does not know it.</summary>
    public bool Read(string name, ref ParameterReader reader)
    {
        switch (name)
        {
            case "model": reader.Text(name); return true;
            case "temperature": temperature = (float)(reader.Number(name, 0, 2) ?? temperature); return true;
            case "top_p": topP = (float)(reader.Number(name, 0, 1) ?? topP); return true;
            case "min_p": minP = (float)(reader.Number(name, 0, 1) ?? minP); return true;
            case "top_k": topK = (int)(reader.Integer(name, 0, int.MaxValue) ?? topK); return true;
            case "seed": seed = unchecked((ulong?)reader.Integer(name, long.MinValue, long.MaxValue)) ?? seed; return true;
            case "stream": Stream = reader.Flag(name) ?? false; return true;
            case "stream_options": ReadStreamOptions(ref reader); return true;
            case "stop": ReadStop(ref reader); return true;
            case "max_tokens" or "max_completion_tokens": ReadMaxTokens(name, ref reader); return true;
            case "n" or "best_of": RefuseUnless(reader.Integer(name, 1, 128) is null or 1, name, ref reader); return true;
            case "frequency_penalty" or "presence_penalty": RefuseUnless(reader.Number(name, -2, 2) is null or 0, name, ref reader); return true;
            case "logit_bias": ReadEmptyObject(name, ref reader); return true;
            case "user" or "safety_identifier" or "prompt_cache_key" or "prompt_cache_retention": reader.Text(name); return true;
            case "metadata": ReadMetadata(ref reader); return true;
            case "service_tier": RefuseUnless(reader.Text(name) is null or "auto" or "default", name, ref reader); return true;
            default: return false;
        }
    }

    /// <summary>Skips a member that nobody offers, and refuses it by its name.</summary>
    public static void RefuseMember(string name, ref ParameterReader reader)
    {
        if (!reader.IsNull())
        {
            reader.Unsupported(name, $"'{name}' {Later}");
            reader.Skip();
        }
    }

    public static void RefuseUnless(bool harmless, string name, ref ParameterReader reader)
    {
        if (!harmless)
        {
            reader.Unsupported(name, $"This value of '{name}' {Later}");
        }
    }

    /// <summary>A list or mapping that must be empty or null.</summary>
    public static void ReadEmptyList(string name, ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        if (reader.Json.TokenType != JsonTokenType.StartArray)
        {
            reader.Wrong(name, "a list");
            return;
        }

        var inside = reader.Json;
        inside.Read();
        RefuseUnless(inside.TokenType == JsonTokenType.EndArray, name, ref reader);
        reader.Skip();
    }

    /// <summary>What was read, on top of a prompt; or what is wrong about the whole.</summary>
    public Result<TextRequest> Build(GenerationRequest prompt)
    {
        if (streamOptionsGiven && !Stream)
        {
            return Problem.Invalid("'stream_options' goes with 'stream': true only. Leave it out, or stream.", "stream_options");
        }

        if (bothBounds)
        {
            return Problem.Invalid("'max_tokens' and 'max_completion_tokens' mean the same and differ here. Send one of them.", "max_tokens");
        }

        var sampling = new Sampling { Temperature = temperature, TopP = topP == 0 ? float.Epsilon : topP, TopK = topK, MinP = minP, Seed = seed };
        return new TextRequest(
            prompt with { Sampling = sampling, Stop = stop, OutputTokensMax = maxTokens is { } most ? (int)Math.Min(most, int.MaxValue) : prompt.OutputTokensMax },
            Stream,
            IncludeUsage);
    }

    private void ReadMaxTokens(string name, ref ParameterReader reader)
    {
        if (reader.Integer(name, 1, long.MaxValue) is { } most)
        {
            bothBounds = maxTokens is { } other && other != most;
            maxTokens = most;
        }
    }

    private void ReadStreamOptions(ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        streamOptionsGiven = true;
        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            reader.Wrong("stream_options", "an object");
            return;
        }

        while (reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.Name())
            {
                case "include_usage": IncludeUsage = reader.Flag("stream_options.include_usage") ?? false; break;
                case "include_obfuscation": RefuseUnless(reader.Flag("stream_options.include_obfuscation") is null or false, "stream_options.include_obfuscation", ref reader); break;
                case var other: RefuseMember($"stream_options.{other}", ref reader); break;
            }
        }
    }

    private void ReadStop(ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        stop = [];
        if (reader.Json.TokenType == JsonTokenType.String)
        {
            AddStop(ref reader);
        }
        else if (reader.Json.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray)
            {
                if (reader.Json.TokenType == JsonTokenType.String)
                {
                    AddStop(ref reader);
                }
                else
                {
                    reader.Wrong("stop", "a string or a list of strings");
                }
            }
        }
        else
        {
            reader.Wrong("stop", "a string or a list of strings");
        }

        if (stop.Count > StopsMax)
        {
            reader.Refuse(Problem.Invalid($"'stop' has {stop.Count} texts; at most {StopsMax} are allowed.", "stop"));
        }
    }

    private void AddStop(ref ParameterReader reader)
    {
        if (reader.Here("stop") is { } text)
        {
            stop.Add(text);
            if (text.Length is 0 or > 1_000)
            {
                reader.Refuse(Problem.Invalid("A text in 'stop' has 1 to 1,000 characters.", "stop"));
            }
        }
    }

    private static void ReadEmptyObject(string name, ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return;
        }

        if (reader.Json.TokenType != JsonTokenType.StartObject)
        {
            reader.Wrong(name, "an object");
            return;
        }

        var inside = reader.Json;
        inside.Read();
        RefuseUnless(inside.TokenType == JsonTokenType.EndObject, name, ref reader);
        reader.Skip();
    }

    private static void ReadMetadata(ref ParameterReader reader)
    {
        if (!reader.IsNull() && reader.Json.TokenType != JsonTokenType.StartObject)
        {
            reader.Wrong("metadata", "an object");
        }

        reader.Skip();
    }
}
