using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>Reads <c>POST /v1/completions</c> for a model of this process: one prompt, as text or as token ids.</summary>
internal static class CompletionRequestReader
{
    private const string OnePrompt = "Several prompts in one request are not offered for models of this server yet. Send one request for each.";

    /// <summary>What the endpoint takes where the caller says nothing, by its specification.</summary>
    private const int OutputTokensDefault = 16;

    public static Result<TextRequest> Read(ReadOnlySpan<byte> body)
    {
        var reader = new ParameterReader(body);
        var shared = new SharedParameters();
        GenerationRequest? prompt = null;
        reader.Json.Read();
        while (reader.Problem is null && reader.Json.Read() && reader.Json.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.OwnName();
            if (name == "prompt")
            {
                prompt = ReadPrompt(ref reader);
            }
            else if (name is "echo")
            {
                SharedParameters.RefuseUnless(reader.Flag(name) is null or false, name, ref reader);
            }
            else if (name is "suffix")
            {
                SharedParameters.RefuseUnless(reader.Text(name) is null or "", name, ref reader);
            }
            else if (!shared.Read(name, ref reader))
            {
                SharedParameters.RefuseMember(name, ref reader);
            }
        }

        return reader.Problem is { } problem ? problem
            : prompt is null ? JsonProblems.Missing("prompt")
            : shared.Build(prompt with { OutputTokensMax = OutputTokensDefault });
    }

    private static GenerationRequest? ReadPrompt(ref ParameterReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        if (reader.Json.TokenType == JsonTokenType.String)
        {
            return reader.Here("prompt") is { } text ? new GenerationRequest { Text = text } : null;
        }

        if (reader.Json.TokenType != JsonTokenType.StartArray)
        {
            reader.Wrong("prompt", "a string, or a list of token ids");
            return null;
        }

        reader.Json.Read();
        return reader.Json.TokenType switch
        {
            JsonTokenType.Number => ReadTokens(ref reader),
            JsonTokenType.String => ReadOnly(ref reader, new GenerationRequest { Text = reader.Here("prompt") ?? "" }),
            JsonTokenType.StartArray => ReadInner(ref reader),
            _ => Wrong(ref reader),
        };
    }

    private static GenerationRequest? ReadInner(ref ParameterReader reader)
    {
        reader.Json.Read();
        return reader.Json.TokenType == JsonTokenType.Number && ReadTokens(ref reader) is { } tokens ? ReadOnly(ref reader, tokens) : Wrong(ref reader);
    }

    private static GenerationRequest? ReadTokens(ref ParameterReader reader)
    {
        var tokens = new List<int>();
        do
        {
            if (reader.Json.TokenType != JsonTokenType.Number || !reader.Json.TryGetInt32(out var token) || token < 0)
            {
                return Wrong(ref reader);
            }

            tokens.Add(token);
        }
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndArray);
        return new GenerationRequest { Tokens = tokens };
    }

    /// <summary>Checks that the list ends behind its one prompt.</summary>
    private static GenerationRequest? ReadOnly(ref ParameterReader reader, GenerationRequest prompt)
    {
        reader.Json.Read();
        if (reader.Json.TokenType == JsonTokenType.EndArray)
        {
            return prompt;
        }

        reader.Unsupported("prompt", OnePrompt);
        return null;
    }

    private static GenerationRequest? Wrong(ref ParameterReader reader)
    {
        reader.Refuse(JsonProblems.WrongType("prompt", "a string, or a list of token ids"));
        return null;
    }
}
