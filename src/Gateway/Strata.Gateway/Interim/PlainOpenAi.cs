using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Dialects.Canonical;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;
using Strata.Gateway.Dialects.OpenAi;
using Strata.Http;
using AnswerHead = Strata.Dialects.AnswerHead;

namespace Strata.Gateway.Interim;

/// <summary>Errors and ends of OpenAI's endpoints for the byte path alone.</summary>
internal sealed class PlainOpenAi(string name) : IDialect, IStreamWriter
{
    public string Name => name;

    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    public IWire? Wire => OpenAiWire.Instance;

    public string ContentType => "text/event-stream; charset=utf-8";

    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => throw new NotSupportedException();

    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) => throw new NotSupportedException();

    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => throw new NotSupportedException();

    public IStreamReader OpenReader() => throw new NotSupportedException();

    public IStreamWriter OpenWriter(AnswerHead head) => this;

    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body)
    {
        var scan = OpenAiWire.Instance.ScanAnswer(body, null);
        return scan.HasError ? new UpstreamError(scan.ErrorCode ?? "", scan.ErrorMessage ?? "") { IsQuota = scan.ErrorCode is "insufficient_quota", IsContextLength = scan.ErrorCode is "context_length_exceeded" } : new UpstreamError("", "");
    }

    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => output.Write(ErrorObject.Utf8(problem));

    public void Write(AnswerEvent step, IBufferWriter<byte> output)
    {
        if (step.Kind == AnswerEventKind.ChoiceEnded)
        {
            output.Write("data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"u8);
        }
    }

    public void End(IBufferWriter<byte> output) => output.Write("data: [DONE]\n\n"u8);

    public void Fail(Problem problem, string requestId, IBufferWriter<byte> output) => ChunkWriter.Error(output, problem);

    public void KeepAlive(IBufferWriter<byte> output) => output.Write(": keep-alive\n\n"u8);
}
