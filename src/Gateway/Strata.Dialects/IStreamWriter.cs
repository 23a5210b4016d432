using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects;

/// <summary>
/// Writes canonical steps as one caller's stream. <see cref="AnswerEventKind.Ended"/> writes everything up to, but not, the dialect's
/// own end: the settlement stands between, and <see cref="End"/> follows it. Not thread-safe.
/// </summary>
public interface IStreamWriter
{
    /// <summary>The response's content type.</summary>
    string ContentType { get; }

    /// <summary>Writes a step.</summary>
    void Write(AnswerEvent step, IBufferWriter<byte> output);

    /// <summary>Writes the dialect's own end (<c>[DONE]</c>, <c>message_stop</c>, <c>response.completed</c>). Nothing follows.</summary>
    void End(IBufferWriter<byte> output);

    /// <summary>Writes an error as the dialect's own last event. The end does not follow.</summary>
    void Fail(Problem problem, string requestId, IBufferWriter<byte> output);

    /// <summary>Writes a sign of life that clients pass over; nothing where the dialect has none.</summary>
    void KeepAlive(IBufferWriter<byte> output);
}
