using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Bedrock;

/// <summary>
/// Amazon Bedrock's Converse: <c>POST /model/ID/converse</c> and <c>converse-stream</c>, in and out. Model and streaming stand in the
/// address; streams are framed as AWS event streams. Requests are signed by whoever sends them.
/// </summary>
public sealed class BedrockDialect : IDialect
{
    private BedrockDialect()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static BedrockDialect Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => BedrockWords.Dialect;

    /// <inheritdoc/>
    public StreamFraming Framing => StreamFraming.AwsEventStream;

    /// <inheritdoc/>
    public IWire? Wire => BedrockWire.Instance;

    /// <summary>The kind of a problem for the header <c>x-amzn-ErrorType</c>, by which official clients tell errors apart.</summary>
    public static string ErrorTypeOf(Problem problem) => BedrockErrors.Kind(problem);

    /// <inheritdoc/>
    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => RequestReader.Read(body, target);

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) => RequestWriter.Write(request, profile, output);

    /// <inheritdoc/>
    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => AnswerReader.Read(body);

    /// <inheritdoc/>
    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => AnswerWriter.Write(answer, head, output);

    /// <inheritdoc/>
    public IStreamReader OpenReader() => new StreamReader();

    /// <inheritdoc/>
    public IStreamWriter OpenWriter(AnswerHead head) => new StreamWriter(head);

    /// <inheritdoc/>
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => BedrockErrors.Read(status, body);

    /// <inheritdoc/>
    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => BedrockErrors.Write(problem, output);
}
