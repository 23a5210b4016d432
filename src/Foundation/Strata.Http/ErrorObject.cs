using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Http;

/// <summary>OpenAI's error object.</summary>
public static class ErrorObject
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object as UTF-8 JSON: <c>{"error":{"message","type","param","code"}}</c>.</summary>
    public static byte[] Utf8(Problem problem)
    {
        var row = ProblemTable.Row(problem.Code);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("message", problem.Message);
            json.WriteString("type", row.Type);
            json.WriteString("param", problem.Field);
            json.WriteString("code", problem.DialectCode ?? row.Code);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
