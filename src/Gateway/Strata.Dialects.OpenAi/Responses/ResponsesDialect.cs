using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>OpenAI's Responses: items in, items out, named and numbered events. It has no state; stored answers are the gateway's.</summary>
internal sealed class ResponsesDialect : IDialect
{
    public string Name => DialectNames.Responses;

    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    public IWire? Wire => ResponsesWire.Instance;

    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => ResponseRequestReader.Read(body);

    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var to = new RequestOut(request, profile, Name, json);
        new ResponseRequestWriter(to).Write();
        return to.Losses.ToResult();
    }

    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => ResponseAnswerReader.Read(body);

    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => ResponseAnswerWriter.Write(answer, head, output);

    public IStreamReader OpenReader() => new ResponseStreamReader();

    public IStreamWriter OpenWriter(AnswerHead head) => new ResponseStreamWriter(head);

    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => OpenAiErrors.Read(body);

    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => OpenAiErrors.Write(problem, output);
}
