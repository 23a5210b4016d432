using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>One way of asking for vectors, in and out. The rules are those of <see cref="IDialect"/>.</summary>
public interface IEmbeddingDialect
{
    /// <summary>Its name: <c>openai</c>, <c>gemini</c>, <c>ollama</c>, <c>cohere</c>.</summary>
    string Name { get; }

    /// <summary>Reads a caller's request.</summary>
    Result<EmbeddingRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target);

    /// <summary>Writes a request for a provider.</summary>
    Result<WrittenRequest> WriteRequest(EmbeddingRequest request, WriteProfile profile, IBufferWriter<byte> output);

    /// <summary>Reads a provider's answer.</summary>
    Result<EmbeddingAnswer> ReadAnswer(ReadOnlyMemory<byte> body);

    /// <summary>Writes an answer for a caller.</summary>
    /// <param name="request">What was asked: it says the form of the answer.</param>
    /// <param name="answer">The vectors.</param>
    /// <param name="head">Names for the answer.</param>
    /// <param name="output">Gets the body.</param>
    void WriteAnswer(EmbeddingRequest request, EmbeddingAnswer answer, AnswerHead head, IBufferWriter<byte> output);
}
