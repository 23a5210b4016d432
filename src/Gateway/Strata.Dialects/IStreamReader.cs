using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects;

/// <summary>Turns one provider's stream into canonical steps, in the grammar of <see cref="AnswerEventKind"/>. Not thread-safe.</summary>
public interface IStreamReader
{
    /// <summary>Reads one event.</summary>
    /// <param name="name">The event's name; empty where the framing has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="into">Gets the steps it brings.</param>
    /// <returns>A problem where the data is not this dialect's; the stream is then broken.</returns>
    Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into);

    /// <summary>
    /// The connection ended. Where the dialect's end is a formality that providers leave out (OpenAI's <c>[DONE]</c> after every
    /// choice has its reason), this brings what is open to its end and <see cref="AnswerEventKind.Ended"/>; a stream that broke off gets nothing.
    /// </summary>
    void End(List<AnswerEvent> into);
}
