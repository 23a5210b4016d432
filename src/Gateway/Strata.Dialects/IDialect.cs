using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Wire;

namespace Strata.Dialects;

/// <summary>
/// One way of asking a model for text, in and out. Readers take what comes from outside: bounded, checked, every unknown
/// member carried or refused by its name. Writers are total over what they accept: a request that the dialect cannot express is
/// a problem that names the member, never a silent loss.
/// </summary>
public interface IDialect
{
    /// <summary>Its name: <c>openai.chat</c>, <c>openai.completions</c>, <c>openai.responses</c>, <c>anthropic</c>, <c>gemini</c>, <c>bedrock</c>, <c>ollama.chat</c>, <c>ollama.generate</c>.</summary>
    string Name { get; }

    /// <summary>How its streams are framed.</summary>
    StreamFraming Framing { get; }

    /// <summary>The byte path; null where the dialect is only ever translated.</summary>
    IWire? Wire { get; }

    /// <summary>Reads a caller's request.</summary>
    Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target);

    /// <summary>Writes a request for a provider of this dialect.</summary>
    Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output);

    /// <summary>Reads a provider's whole answer.</summary>
    Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body);

    /// <summary>Writes a whole answer for a caller.</summary>
    void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output);

    /// <summary>Opens a reader of one provider's stream.</summary>
    IStreamReader OpenReader();

    /// <summary>Opens a writer of one caller's stream.</summary>
    IStreamWriter OpenWriter(AnswerHead head);

    /// <summary>Reads a provider's error body; never fails, an unreadable body is an error without words.</summary>
    UpstreamError ReadError(int status, ReadOnlySpan<byte> body);

    /// <summary>Writes a problem as the dialect's error body.</summary>
    void WriteError(Problem problem, string requestId, IBufferWriter<byte> output);
}
