using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>
/// The Gemini API (<c>models/M:generateContent</c> and <c>:streamGenerateContent</c>, v1 and v1beta; Vertex speaks it too). Both spellings
/// of protobuf's JSON mapping are read. Providers are always asked with <c>alt=sse</c>; callers without it get <see cref="OpenListWriter"/>.
/// </summary>
public sealed class GeminiDialect : IDialect
{
    private GeminiDialect()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static GeminiDialect Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => GeminiNames.Dialect;

    /// <inheritdoc/>
    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    /// <inheritdoc/>
    public IWire? Wire => GeminiWire.Instance;

    /// <inheritdoc/>
    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => GeminiRequestReader.Read(body, target);

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) => GeminiRequestWriter.Write(request, profile, output);

    /// <inheritdoc/>
    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => GeminiAnswerReader.Read(body);

    /// <inheritdoc/>
    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => GeminiAnswerWriter.Write(answer, head, output);

    /// <inheritdoc/>
    public IStreamReader OpenReader() => new GeminiStreamReader();

    /// <inheritdoc/>
    public IStreamWriter OpenWriter(AnswerHead head) => new GeminiStreamWriter(head, GeminiEventFrame.Instance);

    /// <summary>Opens a writer for a caller who streams without <c>alt=sse</c>: one JSON list.</summary>
    public static IStreamWriter OpenListWriter(AnswerHead head) => new GeminiStreamWriter(head, new GeminiListFrame());

    /// <inheritdoc/>
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => GeminiErrors.Read(body);

    /// <inheritdoc/>
    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => GeminiErrors.Write(problem, requestId, output);
}
