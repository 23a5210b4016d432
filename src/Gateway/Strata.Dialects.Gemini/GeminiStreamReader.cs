using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Reads a stream of <c>GenerateContentResponse</c>s. Pieces of text and of thought join to blocks as long as they follow each other;
/// a call comes whole. The dialect has no end of its own: an answer is whole when every candidate that came has its reason.
/// </summary>
internal sealed class GeminiStreamReader : IStreamReader
{
    private readonly GeminiResponseReader responses = new();
    private readonly SortedDictionary<int, GeminiTrack> tracks = [];
    private bool isStarted;
    private bool isOver;
    private TokenUsage? told;

    public Result<Done> Read(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, List<AnswerEvent> into)
    {
        if (data.IsEmpty || isOver)
        {
            return Done.Value;
        }

        if (!MemberBody.ReadAnswer(data, proto: true, responses.Read).Try(out var response, out var problem))
        {
            isOver = true;
            return problem;
        }

        if (response.Error is { } error)
        {
            isOver = true;
            into.Add(new AnswerEvent(AnswerEventKind.Failed) { Problem = GeminiProblems.Of(error) });
            return Done.Value;
        }

        Take(response, into);
        return Done.Value;
    }

    public void End(List<AnswerEvent> into)
    {
        if (!isOver && tracks.Count > 0 && tracks.Values.All(track => track.IsDone))
        {
            isOver = true;
            into.Add(new AnswerEvent(AnswerEventKind.Ended));
        }
    }

    private void Take(GeminiResponse response, List<AnswerEvent> into)
    {
        if (!isStarted)
        {
            isStarted = true;
            into.Add(new AnswerEvent(AnswerEventKind.Started) { Id = response.Id, Name = response.Model, Usage = response.Usage });
        }

        foreach (var candidate in response.Candidates)
        {
            if (!tracks.TryGetValue(candidate.Index, out var track))
            {
                tracks[candidate.Index] = track = new GeminiTrack(candidate.Index);
            }

            track.Take(candidate, into);
        }

        foreach (var carry in response.Extra)
        {
            into.Add(new AnswerEvent(AnswerEventKind.Raw) { Origin = GeminiNames.Dialect, Name = carry.Name, Json = carry.Json });
        }

        if (response.BlockReason.Length > 0 && tracks.Count == 0)
        {
            tracks[0] = new GeminiTrack(0);
            tracks[0].Finish(StopReason.ContentFilter, response.BlockReason, into);
        }

        if (response.Usage is { } usage && usage != told)
        {
            told = usage;
            into.Add(new AnswerEvent(AnswerEventKind.Usage) { Usage = usage, ServiceTier = response.ServiceTier });
        }
    }
}
