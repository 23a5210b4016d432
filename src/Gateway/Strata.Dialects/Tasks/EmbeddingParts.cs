using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Tasks;

/// <summary>What the embedding dialects share.</summary>
internal static class EmbeddingParts
{
    public const int InputsMax = 100_000;
    private const int TokensMax = 1_000_000;

    /// <summary>A string, strings, tokens, or lists of tokens.</summary>
    public static List<EmbeddingInput> Inputs(MemberReader body, string name, JsonReading reading)
    {
        var inputs = new List<EmbeddingInput>();
        if (body.Take(name) is not { } value)
        {
            reading.Refuse(JsonProblems.Missing(body.PathOf(name)));
            return inputs;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            inputs.Add(Input(value, name, reading));
        }
        else if (value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Number)
        {
            inputs.Add(Tokens(value, name, reading));
        }
        else
        {
            foreach (var item in value.EnumerateArray().Take(InputsMax))
            {
                inputs.Add(Input(item, name, reading));
            }
        }

        if (inputs.Count == 0 || (value.ValueKind == JsonValueKind.Array && inputs.Count >= InputsMax))
        {
            reading.Refuse(Problem.Invalid($"'{name}' must have 1 to {InputsMax - 1} texts.", name));
        }

        return inputs;
    }

    public static string Model(MemberReader body, string? fallback, JsonReading reading)
    {
        var model = body.Text("model") ?? fallback ?? "";
        if (model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            reading.Refuse(model.Length == 0 ? JsonProblems.Missing("model") : Problem.Invalid($"'model' has 1 to {JsonLimits.ModelCharsMax} characters.", "model"));
        }

        return model;
    }

    /// <summary>The texts; a problem where one is given as tokens, which only OpenAI's dialect takes.</summary>
    public static IEnumerable<string> Texts(EmbeddingRequest request, Losses losses)
    {
        foreach (var input in request.Inputs)
        {
            if (input.Text is null)
            {
                losses.Refuse("input", "Tokens cannot be expressed for this model's provider, which takes texts. Send texts.");
            }

            yield return input.Text ?? "";
        }
    }

    public static void Settle(EmbeddingRequest request, bool isOwn, Utf8JsonWriter json, Losses losses)
    {
        if (isOwn)
        {
            json.WriteCarries(request.Extra);
            return;
        }

        losses.TakeExtra(request.Dialect, "", request.Extra);
        if (request.User is not null)
        {
            losses.Note("user", "left out: this provider has no such member, and the vectors do not depend on it");
        }
    }

    public static TokenUsage? Usage(long? tokens) => tokens is { } count ? new TokenUsage { Input = count } : null;

    private static EmbeddingInput Input(JsonElement value, string name, JsonReading reading)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return new EmbeddingInput(value.GetString());
        }

        return value.ValueKind == JsonValueKind.Array ? Tokens(value, name, reading) : Wrong(name, reading);
    }

    private static EmbeddingInput Tokens(JsonElement value, string name, JsonReading reading)
    {
        if (value.GetArrayLength() is 0 or > TokensMax)
        {
            return Wrong(name, reading);
        }

        var tokens = new int[value.GetArrayLength()];
        var at = 0;
        foreach (var one in value.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Number || !one.TryGetInt32(out tokens[at++]) || tokens[at - 1] < 0)
            {
                return Wrong(name, reading);
            }
        }

        return new EmbeddingInput(null, tokens);
    }

    private static EmbeddingInput Wrong(string name, JsonReading reading)
    {
        reading.Refuse(JsonProblems.WrongType(name, "a text, a list of texts, or tokens"));
        return new EmbeddingInput("");
    }
}
