using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.OpenAi.Responses;
using Strata.Gateway.Calls;
using Strata.Ledger.Rows;
using Strata.Stored.Responses;

namespace Strata.Gateway.Stored;

/// <summary>
/// What Responses remember: a request that follows on gets the stored turns before its own, or goes to the deployment that keeps them;
/// an answer is kept unless the caller says <c>store: false</c>.
/// </summary>
internal sealed class ResponseMemory(StoredResponses responses, TimeProvider time)
{
    public static bool Serves(CallerRequest request) => request.Surface.Name == "openai.responses";

    /// <summary>Prepares a request that follows on; the deployment that must answer, where one keeps the answer itself.</summary>
    public async ValueTask<Result<string?>> FollowAsync(Call call, CallerRequest request, CancellationToken cancellationToken)
    {
        if (request.Scan.PreviousAnswerId is not { } previous)
        {
            return Result(null);
        }

        var chain = new List<StoredResponse>();
        for (var id = previous; id.Length > 0 && chain.Count < StoredResponses.ChainMax;)
        {
            if (await responses.FindAsync(call.Caller.Project, id, cancellationToken) is not { } stored)
            {
                return new Problem(ProblemCode.InvalidRequest, $"There is no stored response '{id}' in this project. Send the conversation itself, or follow on another one.")
                {
                    Field = "previous_response_id",
                    DialectCode = "previous_response_not_found",
                };
            }

            if (stored.IsRemote)
            {
                return Result(stored.Deployment);
            }

            chain.Add(stored);
            id = stored.PreviousId;
        }

        if (!request.Canonical().Try(out var asked, out var problem))
        {
            return problem;
        }

        chain.Reverse();
        var items = chain.SelectMany(s => new ReadOnlyMemory<byte>[] { Encoding.UTF8.GetBytes(s.Input), Encoding.UTF8.GetBytes(s.Output) }).ToList();
        if (!ResponsesItems.FollowOn(asked, items).Try(out var whole, out problem))
        {
            return problem;
        }

        request.Rewritten = whole;
        request.OwnInput = asked;
        return Result(null);
    }

    /// <summary>Keeps an answer. <paramref name="response"/> is the response object as the caller got it.</summary>
    public void Keep(Call call, ReadOnlyMemory<byte> response)
    {
        if (call is not { Status: LedgerStatus.Ok, Winner: { } winner, Request: { } request } || !request.Canonical().Try(out var asked, out _))
        {
            return;
        }

        asked = request.OwnInput ?? asked;
        if (asked.Store is false)
        {
            return;
        }

        using var document = JsonDocument.Parse(response);
        var root = document.RootElement;
        var id = root.TryGetProperty("id", out var named) ? named.GetString() ?? "" : "";
        if (id.Length is 0 or > 256)
        {
            return;
        }

        responses.Keep(new StoredResponse
        {
            Id = id,
            Project = call.Caller.Project,
            KeyId = call.Caller.KeyId,
            Deployment = winner.Deployment,
            IsRemote = winner.Dialect == "openai.responses",
            PreviousId = request.Scan.PreviousAnswerId ?? "",
            CreatedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Input = Encoding.UTF8.GetString(ResponsesItems.Input(asked, id.StartsWith("resp_", StringComparison.Ordinal) ? id[5..] : id)),
            Output = root.TryGetProperty("output", out var output) ? output.GetRawText() : "[]",
            Body = root.GetRawText(),
        });
    }

    /// <summary>The response object inside a stream's last event; empty where it has none.</summary>
    public static ReadOnlyMemory<byte> OfEvent(ReadOnlySpan<byte> lastEvents)
    {
        var at = lastEvents.LastIndexOf("data:"u8);
        if (at < 0)
        {
            return default;
        }

        var data = lastEvents[(at + 5)..];
        var end = data.IndexOf((byte)'\n');
        try
        {
            using var document = JsonDocument.Parse((end < 0 ? data : data[..end]).ToArray());
            return document.RootElement.TryGetProperty("response", out var response) ? Encoding.UTF8.GetBytes(response.GetRawText()) : default(ReadOnlyMemory<byte>);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Result<string?> Result(string? deployment) => deployment;
}
