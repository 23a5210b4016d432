using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>One pass over a body that goes to a provider of this dialect: what routing needs is read, everything else is skipped.</summary>
internal static class RequestScanner
{
    private const int UserCharsMax = 256;

    /// <summary>Reads the body of <c>/v1/messages</c> or <c>/v1/messages/count_tokens</c>.</summary>
    public static Result<WireRequest> Scan(ReadOnlySpan<byte> body)
    {
        if (Utf8Check.Of(body) is { } unreadable)
        {
            return unreadable;
        }

        try
        {
            return ScanObject(body);
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            return JsonProblems.HalfCharacter("model");
        }
    }

    private static Result<WireRequest> ScanObject(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            while (json.Read())
            {
            }

            return JsonProblems.NotAnObject();
        }

        var scan = new WireRequest { IncludeUsage = true };
        Problem? problem = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            problem ??= Member(ref json, body, scan);
            json.Skip(); // from a name or an opening bracket to the value's end; nothing on a plain value
        }

        while (json.Read())
        {
        }

        return problem ?? (scan.Model.Length == 0 ? JsonProblems.Missing("model") : (Result<WireRequest>)scan);
    }

    private static Problem? Member(ref Utf8JsonReader json, ReadOnlySpan<byte> body, WireRequest scan)
    {
        if (json.ValueTextEquals("model"u8))
        {
            return Model(ref json, scan);
        }

        if (json.ValueTextEquals("stream"u8))
        {
            json.Read();
            scan.Stream = json.TokenType == JsonTokenType.True;
            return json.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null ? null : JsonProblems.WrongType("stream", "true or false");
        }

        if (json.ValueTextEquals("messages"u8))
        {
            scan.PromptAt = Value(ref json);
        }
        else if (json.ValueTextEquals("system"u8))
        {
            scan.SystemAt = Value(ref json);
        }
        else if (json.ValueTextEquals("max_tokens"u8))
        {
            json.Read();
            scan.OutputTokensMax = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var most) && most >= 0 ? most : null;
        }
        else if (json.ValueTextEquals("temperature"u8))
        {
            json.Read();
            scan.Temperature = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var temperature) ? temperature : null;
        }
        else if (json.ValueTextEquals("metadata"u8))
        {
            Metadata(ref json, scan);
        }
        else if (json.ValueTextEquals("tools"u8) || json.ValueTextEquals("mcp_servers"u8))
        {
            scan.HasTools |= Value(ref json).Of(body) is [(byte)'[', .. var items] && items.TrimStart(" \t\r\n"u8) is not [(byte)']', ..];
        }

        return null;
    }

    private static Problem? Model(ref Utf8JsonReader json, WireRequest scan)
    {
        if (scan.ModelAt.IsThere)
        {
            return JsonProblems.Twice("model");
        }

        var at = Value(ref json);
        if (json.TokenType != JsonTokenType.String)
        {
            return JsonProblems.WrongType("model", "a string");
        }

        scan.Model = json.GetString()!;
        scan.ModelAt = at;
        return scan.Model.Length is > 0 and <= JsonLimits.ModelCharsMax
            ? null
            : Problem.Invalid(FormattableString.Invariant($"'model' has 1 to {JsonLimits.ModelCharsMax} characters."), "model");
    }

    private static void Metadata(ref Utf8JsonReader json, WireRequest scan)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isUser = json.ValueTextEquals("user_id"u8);
            json.Read();
            if (isUser && json.TokenType == JsonTokenType.String)
            {
                var user = json.GetString()!;
                scan.User = user.Length > UserCharsMax ? user[..UserCharsMax] : user;
            }

            json.Skip();
        }

        scan.MetadataAt = new ByteRange(start, (int)json.BytesConsumed - start);
    }

    /// <summary>Moves from a name to the end of its value.</summary>
    private static ByteRange Value(ref Utf8JsonReader json)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return new ByteRange(start, (int)json.BytesConsumed - start);
    }
}
