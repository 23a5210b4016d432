using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Completions;

/// <summary>OpenAI's legacy completions: a raw prompt in, text out. It has no state.</summary>
internal sealed class CompletionDialect : IDialect
{
    public string Name => DialectNames.Completions;

    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    public IWire? Wire => OpenAiWire.Instance;

    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => CompletionRequestReader.Read(body);

    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var to = new RequestOut(request, profile, Name, json);
        new CompletionRequestWriter(to).Write();
        return to.Losses.ToResult();
    }

    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => CompletionAnswers.Read(body);

    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => CompletionAnswers.Write(answer, head, output);

    public IStreamReader OpenReader() => new CompletionStreamReader();

    public IStreamWriter OpenWriter(AnswerHead head) => new CompletionStreamWriter(head);

    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => OpenAiErrors.Read(body);

    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => OpenAiErrors.Write(problem, output);
}
