using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Ollama;

/// <summary>Ollama's <c>/api/chat</c> and <c>/api/generate</c>. A stream is the default there, and it is JSON lines.</summary>
public sealed class OllamaDialect : IDialect
{
    private OllamaDialect(string name) => Name = name;

    /// <summary><c>/api/chat</c>.</summary>
    public static OllamaDialect Chat { get; } = new(OllamaNames.Chat);

    /// <summary><c>/api/generate</c>.</summary>
    public static OllamaDialect Generate { get; } = new(OllamaNames.Generate);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public StreamFraming Framing => StreamFraming.JsonLines;

    /// <inheritdoc/>
    public IWire? Wire => OllamaWire.Instance;

    /// <summary>Whether a request only loads a model, or unloads it: it has nothing to answer.</summary>
    public static bool IsLoad(ChatRequest request) => OllamaNames.IsOwn(request.Dialect) && request.Messages.Count == 0 && request.Prompt is null;

    /// <inheritdoc/>
    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => OllamaRequestReader.Read(body, Name, target);

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) => OllamaRequestWriter.Write(request, profile, Name, output);

    /// <inheritdoc/>
    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => OllamaAnswerReader.Read(body);

    /// <inheritdoc/>
    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => OllamaAnswerWriter.Write(answer, head, Name == OllamaNames.Chat, output);

    /// <inheritdoc/>
    public IStreamReader OpenReader() => new OllamaStreamReader();

    /// <inheritdoc/>
    public IStreamWriter OpenWriter(AnswerHead head) => new OllamaStreamWriter(head, Name == OllamaNames.Chat);

    /// <inheritdoc/>
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => OllamaErrors.Read(body);

    /// <inheritdoc/>
    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => OllamaErrors.Write(problem, requestId, output);
}
