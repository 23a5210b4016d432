using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;
using Strata.Dialects.Gemini;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Surfaces;

/// <summary>Counting a prompt without asking for an answer: how the request is read, and how the count is told.</summary>
internal sealed record CountTask(CountTask.RequestReader Read, Action<long, IBufferWriter<byte>> Write)
{
    public delegate Result<ChatRequest> RequestReader(ReadOnlyMemory<byte> body, in RequestTarget target);

    /// <summary><c>POST /v1/messages/count_tokens</c>.</summary>
    public static CountTask Anthropic { get; } = new((ReadOnlyMemory<byte> body, in RequestTarget _) => AnthropicDialect.ReadCountRequest(body), AnthropicDialect.WriteCountAnswer);

    /// <summary><c>models/M:countTokens</c>.</summary>
    public static CountTask Gemini { get; } = new((ReadOnlyMemory<byte> body, in RequestTarget target) => GeminiCountTokens.ReadRequest(body, target), GeminiCountTokens.WriteAnswer);
}
