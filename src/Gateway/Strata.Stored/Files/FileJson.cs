using System.Text.Json;
using System.Text.Json.Nodes;

namespace Strata.Stored.Files;

/// <summary>What passes of files and batches as JSON: the ids in it, lists less what is not the project's, addresses that are ours.</summary>
public static class FileJson
{
    private static readonly string[] IdNames = ["id", "output_file_id", "error_file_id"];
    private static readonly byte[] EmptyList = """{"object":"list","data":[]}"""u8.ToArray();

    /// <summary>The file that a batch is made of; empty where the body names none.</summary>
    public static string InputOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return body is [(byte)'{', ..] && JsonNode.Parse(body) is JsonObject json && json["input_file_id"] is JsonValue id ? id.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>The first model of the requests in a body that a key may not use; null where it may use all, and where the body is none that says.</summary>
    public static string? ModelBeside(ReadOnlySpan<byte> body, Func<string, bool> allows)
    {
        ArgumentNullException.ThrowIfNull(allows);
        try
        {
            var json = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            foreach (var request in requests.EnumerateArray())
            {
                if (request.ValueKind == JsonValueKind.Object && request.TryGetProperty("params", out var asked) && asked.ValueKind == JsonValueKind.Object
                    && asked.TryGetProperty("model", out var name) && name.ValueKind == JsonValueKind.String && !allows(name.GetString()!))
                {
                    return name.GetString();
                }
            }
        }
        catch (JsonException)
        {
            // no JSON: the provider says so
        }

        return null;
    }

    /// <summary>What was made: its id, and the files that a batch writes.</summary>
    public static IReadOnlyList<string> IdsOf(ReadOnlySpan<byte> text)
    {
        var ids = new List<string>(IdNames.Length);
        var json = Parse(text) as JsonObject;
        foreach (var name in IdNames)
        {
            if (json?[name] is JsonValue value && value.ToString() is { Length: > 0 and <= 256 } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>A provider's list, less what is not this project's.</summary>
    /// <param name="text">The list.</param>
    /// <param name="ids">The project's ids.</param>
    /// <param name="results">The address of our own results of a batch; null where batches name none.</param>
    public static ReadOnlyMemory<byte> Own(ReadOnlySpan<byte> text, IReadOnlySet<string> ids, Func<string, string>? results)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (Parse(text) is not JsonObject list || list["data"] is not JsonArray data)
        {
            return EmptyList;
        }

        for (var i = data.Count - 1; i >= 0; i--)
        {
            if (data[i]?["id"]?.ToString() is not { } id || !ids.Contains(id))
            {
                data.RemoveAt(i);
            }
            else
            {
                Address(data[i], results);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(list, FileJsonContext.Default.JsonObject);
    }

    /// <summary>A batch whose results stand at our address: clients go where it says.</summary>
    public static ReadOnlyMemory<byte> Addressed(ReadOnlyMemory<byte> text, Func<string, string> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return Parse(text.Span) is JsonObject batch && Address(batch, results) ? JsonSerializer.SerializeToUtf8Bytes(batch, FileJsonContext.Default.JsonObject) : text;
    }

    private static bool Address(JsonNode? batch, Func<string, string>? results)
    {
        if (results is null || batch is not JsonObject known || known["results_url"] is not JsonValue || known["id"]?.ToString() is not { } id)
        {
            return false;
        }

        known["results_url"] = results(id);
        return true;
    }

    private static JsonNode? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
