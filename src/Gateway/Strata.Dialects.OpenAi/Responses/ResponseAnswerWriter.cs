using System.Buffers;
using System.Globalization;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Writes a whole answer as a response object. The API knows one answer to a request: the first is told.</summary>
internal static class ResponseAnswerWriter
{
    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new AnswerChoice();
        var (status, incomplete) = ResponseObject.StatusOf(choice.StopReason, choice.Blocks.Any(block => block is RefusalBlock));
        var response = new ResponseObject(head) { ServiceTier = answer.ServiceTier, Carried = answer.Dialect == DialectNames.Responses ? answer.Extra : [] };
        response.Write(json, status, to => new ItemsOut(to, NewIds(head.Id), status).Write(choice.Blocks, Probabilities.Tokens(choice.LogProbs)), answer.Usage, (incomplete, null));
    }

    /// <summary>Ids of items, made from the answer's own, the same in every telling of it.</summary>
    public static Func<string, string> NewIds(string id)
    {
        var count = 0;
        return prefix => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{id}_{count++}");
    }
}
