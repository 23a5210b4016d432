using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Budgets.Book;
using Strata.Core.Money;
using Strata.Core.Results;
using Strata.Dialects;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Settling;
using Strata.Http;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Door;

/// <summary>What every surface does with a response: headers, refusals, errors before and inside a stream.</summary>
internal sealed class Responder(Settlement settlement, BudgetBook budgets, TimeProvider time)
{
    private const int NotesCharsMax = 1_024;

    /// <summary>How long a broken stream stays open after its error event, so that no client loses the event to the end behind it.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    public Settlement Settlement => settlement;

    /// <summary>Sets what every answer carries. The body must not have begun.</summary>
    public void Head(HttpContext http, Call call)
    {
        var headers = http.Response.Headers;
        if (call.Surface.Errors.Name == "anthropic")
        {
            headers["request-id"] = call.Id;
        }

        headers["openai-processing-ms"] = ((long)time.GetElapsedTime(call.StartedAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        LimitHeaders.Write(headers, call, budgets, time.GetUtcNow());
        if (call.Attempts.Count > 0)
        {
            headers[HeaderWords.Attempts] = Small(call.Attempts.Count);
        }

        if (call.Winner is { } winner)
        {
            headers[HeaderWords.Provider] = winner.Provider;
            headers[HeaderWords.Deployment] = winner.Deployment;
        }

        if (call.Route.Length > 0)
        {
            headers[HeaderWords.Route] = call.Route;
        }

        if (call.Cache.Length > 0)
        {
            headers[HeaderWords.Cache] = call.Cache;
        }

        if (call.IsSettled && call.CostNanos is { } nanos)
        {
            headers[HeaderWords.Cost] = new NanoDollars(nanos).ToString();
        }

        if (call.Notes is { } notes)
        {
            headers[HeaderWords.Notes] = Printable(string.Join("; ", notes));
        }

        if (call.RetriesAreSpent && call.HttpStatus >= 400)
        {
            headers[HeaderWords.ShouldRetry] = "false";
        }
    }

    /// <summary>Says the request's name in the answer, where the edge has not said it.</summary>
    public static void Name(HttpContext http, Call call)
    {
        if (http.TraceIdentifier != call.Id || http.Response.Headers["x-request-id"].Count == 0)
        {
            http.Response.Headers["x-request-id"] = call.Id;
        }
    }

    /// <summary>Opens a stream of events.</summary>
    public void StreamHead(HttpContext http, Call call, string contentType)
    {
        call.StreamBegan = true;
        call.HttpStatus = StatusCodes.Status200OK;
        Head(http, call);
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Sends a plain answer that is settled.</summary>
    public ValueTask PlainAsync(HttpContext http, Call call, ReadOnlyMemory<byte> body, string contentType, CancellationToken cancellationToken)
    {
        Head(http, call);
        http.Response.StatusCode = call.HttpStatus;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        var writing = http.Response.BodyWriter.WriteAsync(body, cancellationToken);
        return writing.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(writing.AsTask());
    }

    /// <summary>Ends a call with a problem: a row in the ledger, then an answer in the caller's dialect, in a stream that has begun as its last event.</summary>
    public async Task FailAsync(HttpContext http, Call call, Problem problem, LedgerStatus status, Passage? passage = null)
    {
        var row = ProblemTable.Row(problem.Code);
        call.Status = status;
        call.ErrorCode = problem.DialectCode ?? row.Code;
        if (!call.StreamBegan)
        {
            call.HttpStatus = row.HttpStatus;
        }

        await settlement.SettleAsync(call, CancellationToken.None);
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (call.StreamBegan)
        {
            // The dialect's end does not follow: every client sees the error, or an answer that did not end.
            if (passage is not null)
            {
                passage.WriteFailure(problem, call.Id, http.Response.BodyWriter);
            }
            else
            {
                call.Surface.Errors.OpenWriter(new AnswerHead(call.Id[4..], 0, call.Model)).Fail(problem, call.Id, http.Response.BodyWriter);
            }

            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            call.IsBroken = true;
            return;
        }

        if (!http.Response.HasStarted)
        {
            Head(http, call);
            await WriteAsync(http, call.Surface.Errors, problem, call.Id);
        }
    }

    /// <summary>
    /// Closes the connection of a broken stream without the mark of its end (no last chunk in HTTP/1.1, a reset in HTTP/2):
    /// a client that passes over the error event sees a connection that broke. One that heeds it has left by then.
    /// </summary>
    public async Task BreakOffAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(Farewell, time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new BrokenStreamException();
    }

    /// <summary>Writes a problem in a dialect's shape.</summary>
    public static async Task WriteAsync(HttpContext http, IDialect dialect, Problem problem, string requestId)
    {
        using var body = new PooledBuffer();
        dialect.WriteError(problem, requestId, body);
        http.Response.WriteHead(problem);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body.Memory, http.RequestAborted);
    }

    /// <summary>The caller went away: what was made until then is written down.</summary>
    public async Task CancelledAsync(Call call)
    {
        call.Status = LedgerStatus.ClientCancelled;
        call.ErrorCode = "cancelled";
        call.HttpStatus = call.HttpStatus == StatusCodes.Status200OK ? call.HttpStatus : StatusCodes.Status499ClientClosedRequest;
        await settlement.SettleAsync(call, CancellationToken.None);
    }

    private static string Small(int number) => number switch { 1 => "1", 2 => "2", 3 => "3", _ => number.ToString(CultureInfo.InvariantCulture) };

    /// <summary>A header's value: printable ASCII of a bounded length.</summary>
    private static string Printable(string text) =>
        string.Create(Math.Min(text.Length, NotesCharsMax), text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from[i] is >= ' ' and < '\x7F' ? from[i] : '?';
            }
        });
}
