using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>OpenAI's chat completions, the dialect that most servers speak. It has no state.</summary>
internal sealed class ChatDialect : IDialect
{
    public string Name => DialectNames.Chat;

    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    public IWire? Wire => OpenAiWire.Instance;

    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => ChatRequestReader.Read(body);

    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var to = new RequestOut(request, profile, Name, json);
        new ChatRequestWriter(to).Write();
        return to.Losses.ToResult();
    }

    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => ChatAnswerReader.Read(body);

    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => ChatAnswerWriter.Write(answer, head, output);

    public IStreamReader OpenReader() => new ChatStreamReader();

    public IStreamWriter OpenWriter(AnswerHead head) => new ChatStreamWriter(head);

    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => OpenAiErrors.Read(body);

    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => OpenAiErrors.Write(problem, output);
}
