using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Items of Responses both ways, for stored answers: what a request put in is kept as items with ids, what an answer put out too, and a
/// request that follows on (<c>previous_response_id</c>) gets both before its own turns.
/// </summary>
public static class ResponsesItems
{
    private const string PreviousId = "previous_response_id";

    /// <summary>The stored answer that a request follows on; null where it follows on none.</summary>
    public static string? PreviousOf(ChatRequest request)
    {
        if (request.Extra.FirstOrDefault(e => e.Name == PreviousId) is not { } carry)
        {
            return null;
        }

        var json = new System.Text.Json.Utf8JsonReader(carry.Json.Span);
        return json.Read() && json.TokenType == System.Text.Json.JsonTokenType.String ? json.GetString() : null;
    }

    /// <summary>The items of a request's own input, with ids: a JSON list. Instructions are no items; they do not follow on.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The answer's id without its prefix, from which ids of items are made.</param>
    public static byte[] Input(ChatRequest request, string id)
    {
        var newId = ResponseAnswerWriter.NewIds(id + "_in");
        return List(json =>
        {
            var output = new InputOut(json, new ItemsOut(json, newId, "completed"), newId, static (_, _) => { });
            for (var i = 0; i < request.Messages.Count; i++)
            {
                if (request.Messages[i].RoleWord != ItemNames.Instructions)
                {
                    output.Write(request.Messages[i], i);
                }
            }
        });
    }

    /// <summary>The items of an answer, as its response object has them: a JSON list.</summary>
    public static byte[] Output(ChatAnswer answer, string id) =>
        List(json => new ItemsOut(json, ResponseAnswerWriter.NewIds(id), "completed").Write(answer.Choices.Count > 0 ? answer.Choices[0].Blocks : []));

    /// <summary>Reads a JSON list of stored items into turns.</summary>
    public static Result<IReadOnlyList<ChatMessage>> Read(ReadOnlyMemory<byte> items)
    {
        byte[] body = [.. "{\"items\":"u8, .. items.Span, .. "}"u8];
        return JsonBody.Read<IReadOnlyList<ChatMessage>>(body, static root => root.Find("items") is { } list ? new ItemsReader { FollowsOn = true }.Read(list) : []);
    }

    /// <summary>The whole conversation of a request that follows on: its instructions, the stored turns oldest first, its own turns.</summary>
    /// <param name="request">The request; what it follows on is no longer asked for in the result.</param>
    /// <param name="stored">Lists of items: input, output, input, output …</param>
    public static Result<ChatRequest> FollowOn(ChatRequest request, IReadOnlyList<ReadOnlyMemory<byte>> stored)
    {
        var messages = new List<ChatMessage>();
        var own = 0;
        if (request.Messages is [{ RoleWord: ItemNames.Instructions } instructions, ..])
        {
            messages.Add(instructions);
            own = 1;
        }

        foreach (var items in stored)
        {
            if (!Read(items).Try(out var turns, out var problem))
            {
                return problem;
            }

            messages.AddRange(turns);
        }

        messages.AddRange(request.Messages.Skip(own));
        if (OrphanOf(messages) is { } orphan)
        {
            return Problem.Invalid($"'input' has a result of the call '{orphan}', which neither it nor the stored answer makes.", "input");
        }

        return request with { Messages = messages, Extra = [.. request.Extra.Where(e => e.Name != PreviousId)] };
    }

    private static string? OrphanOf(List<ChatMessage> messages)
    {
        var calls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in messages.SelectMany(m => m.Blocks))
        {
            switch (block)
            {
                case ToolCallBlock call: calls.Add(call.Id); break;
                case ToolResultBlock result when !calls.Contains(result.CallId): return result.CallId;
            }
        }

        return null;
    }

    private static byte[] List(Action<System.Text.Json.Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var json = JsonOut.Over(buffer))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
