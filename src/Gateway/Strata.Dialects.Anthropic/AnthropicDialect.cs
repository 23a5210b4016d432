using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Anthropic's <c>POST /v1/messages</c> and <c>/v1/messages/count_tokens</c>, in and out, in every <c>anthropic-version</c>: members of newer
/// versions ride along. Blocks, tools and members that only this dialect knows go back out as they came.
/// </summary>
public sealed class AnthropicDialect : IDialect
{
    private AnthropicDialect()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static AnthropicDialect Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => AnthropicWords.Dialect;

    /// <inheritdoc/>
    public StreamFraming Framing => StreamFraming.ServerSentEvents;

    /// <inheritdoc/>
    public IWire? Wire => AnthropicWire.Instance;

    /// <summary>The HTTP status this dialect gives a problem: 529 for what is overloaded, the common table's else.</summary>
    public static int StatusOf(Problem problem) => AnthropicErrors.Status(problem);

    /// <summary>Reads the body of <c>count_tokens</c>: a request whose answer is not asked for.</summary>
    public static Result<ChatRequest> ReadCountRequest(ReadOnlyMemory<byte> body) => RequestReader.Read(body, counts: true);

    /// <summary>Writes the body of <c>count_tokens</c> for a provider.</summary>
    public static Result<WrittenRequest> WriteCountRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) =>
        RequestWriter.Write(request, profile, counts: true, output);

    /// <summary>Reads a provider's answer to <c>count_tokens</c>: the prompt's tokens.</summary>
    public static Result<long> ReadCountAnswer(ReadOnlyMemory<byte> body) => JsonBody.ReadAnswer(body.Span, root =>
    {
        if (root.Find("input_tokens") is { } tokens)
        {
            return tokens.Integer(0, long.MaxValue) ?? 0;
        }

        root.Missing("input_tokens");
        return 0;
    });

    /// <summary>Writes the answer to <c>count_tokens</c>.</summary>
    public static void WriteCountAnswer(long promptTokens, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteNumber("input_tokens", promptTokens);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public Result<ChatRequest> ReadRequest(ReadOnlyMemory<byte> body, in RequestTarget target) => RequestReader.Read(body, counts: false);

    /// <inheritdoc/>
    public Result<WrittenRequest> WriteRequest(ChatRequest request, WriteProfile profile, IBufferWriter<byte> output) =>
        RequestWriter.Write(request, profile, counts: false, output);

    /// <inheritdoc/>
    public Result<ChatAnswer> ReadAnswer(ReadOnlyMemory<byte> body) => AnswerReader.Read(body);

    /// <inheritdoc/>
    public void WriteAnswer(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output) => AnswerWriter.Write(answer, head, output);

    /// <inheritdoc/>
    public IStreamReader OpenReader() => new StreamReader();

    /// <inheritdoc/>
    public IStreamWriter OpenWriter(AnswerHead head) => new StreamWriter(head);

    /// <inheritdoc/>
    public UpstreamError ReadError(int status, ReadOnlySpan<byte> body) => AnthropicErrors.Read(status, body);

    /// <inheritdoc/>
    public void WriteError(Problem problem, string requestId, IBufferWriter<byte> output) => AnthropicErrors.Write(problem, requestId, output);
}
