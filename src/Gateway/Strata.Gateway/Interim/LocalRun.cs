using System.Buffers;
using System.Globalization;
using System.Text;
using Log = Strata.Gateway.Diagnostics.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Gateway.Dialects.OpenAi;
using Strata.Gateway.Calls;
using Strata.Gateway.Door;
using Strata.Gateway.Attempts;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Interim;

/// <summary>
/// Answers a call with a model of this process: read → prepare → reserve → generate → settle → end. The opening event does not
/// wait for the first token; text that is ready together is written together; a caller who leaves stops the model at its next token.
/// </summary>
internal sealed class LocalRun(Responder responder, Reserver reserver, TimeProvider time, ILogger<LocalRun> logger)
{
    public async Task RunAsync(CallRun callRun, ITextModel model, CancellationToken cancellationToken)
    {
        var (http, call, body) = (callRun.Http, callRun.Call, callRun.Request.Body);
        var (read, shape) = call.Surface.Name switch { "openai.chat" => (ChatRequestReader.Read, AnswerShape.Chat), "openai.completions" => (CompletionRequestReader.Read, AnswerShape.Completion), _ => ((RequestReader?)null, (AnswerShape?)null) };
        if (read is null || shape is null)
        {
            var refusal = Problem.Unsupported("model", $"The model '{call.Model}' writes text; it makes no {call.Surface.Operation}. Ask a model of an upstream that does.");
            await responder.FailAsync(http, call, refusal, LedgerStatus.Refused);
            return;
        }

        // 1 · read the whole request; what is not offered is refused by its name
        if (!read(body.Span).Try(out var request, out var problem)
            // 2 · render, tokenise, and check against the context
            || !model.Prepare(request.Generation).Try(out var prompt, out problem)
            // 3 · reserve
            || !reserver.Reserve(callRun, prompt.PromptTokens, prompt.OutputTokensMax).Try(out _, out problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Refused);
            return;
        }

        // 4 · generate; 5 · settle; 6 · end
        var record = new AttemptRecord { Number = 1, Deployment = model.Description.Name, Provider = "strata", StartedAt = call.StartedAt };
        call.Attempts.Add(record);
        call.Winner = record;
        var head = new AnswerHead($"{shape.IdPrefix}-{call.Id[4..]}", call.At.ToUnixTimeSeconds(), call.Model, Fingerprint(model.Description));
        var run = new Run(call, model, prompt, head, shape);
        try
        {
            await (request.Stream ? StreamAsync(http, run, request.IncludeUsage, cancellationToken) : AnswerAsync(http, run, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.BillWhatWasMade();
            await responder.CancelledAsync(call);
        }
        catch (EngineOverloadedException exception)
        {
            var busy = new Problem(ProblemCode.Overloaded, $"The model is busy: {exception.Queued} requests wait already. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) };
            await responder.FailAsync(http, call, busy, LedgerStatus.Refused);
        }
        catch (Exception exception)
        {
            Log.Defect(logger, exception, call.Id);
            run.BillWhatWasMade();
            await responder.FailAsync(http, call, new Problem(ProblemCode.Internal, $"The model failed. The log has the reason under {call.Id}."), LedgerStatus.Failed);
        }
    }

    private async Task StreamAsync(HttpContext http, Run run, bool includeUsage, CancellationToken cancellationToken)
    {
        await using var events = run.Model.GenerateAsync(run.Prompt, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = events.MoveNextAsync().AsTask();
        if (next.IsFaulted)
        {
            await next; // refused before anything was sent: a status, not an event
        }

        responder.StreamHead(http, run.Call, "text/event-stream; charset=utf-8");
        var writer = new ChunkWriter(http.Response.BodyWriter, run.Shape, run.Head, includeUsage);
        writer.Role();
        await PassAsync(http, run, writer, (events, next), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        writer.Finish(run.Call.FinishReason);
        if (includeUsage)
        {
            writer.Usage(run.Call.Winner!.Usage);
        }

        var settling = SettleAsync(run.Call).AsTask();
        if (!settling.IsCompleted)
        {
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }

        if (!(await settling).Try(out _, out var problem))
        {
            await responder.FailAsync(http, run.Call, problem, LedgerStatus.Failed);
            return;
        }

        writer.Done();
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Passes events on as they come. Where a write fails, the next event is waited for: an iterator must not be disposed while it moves.</summary>
    private async Task PassAsync(HttpContext http, Run run, ChunkWriter writer, (IAsyncEnumerator<GenerationEvent> Events, Task<bool> Next) answer, CancellationToken cancellationToken)
    {
        var (events, next) = answer;
        try
        {
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
            while (await next)
            {
                var step = events.Current;
                Take(run, step);
                if (step.Text.Length > 0)
                {
                    writer.Text(step.Text);
                }

                next = events.MoveNextAsync().AsTask();
                if (!next.IsCompleted)
                {
                    await http.Response.BodyWriter.FlushAsync(cancellationToken);
                }
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(HttpContext http, Run run, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await foreach (var step in run.Model.GenerateAsync(run.Prompt, cancellationToken))
        {
            Take(run, step);
            text.Append(step.Text);
        }

        cancellationToken.ThrowIfCancellationRequested();
        run.Call.HttpStatus = StatusCodes.Status200OK;
        if (!(await SettleAsync(run.Call)).Try(out _, out var problem))
        {
            await responder.FailAsync(http, run.Call, problem, LedgerStatus.Failed);
            return;
        }

        var body = new ArrayBufferWriter<byte>(512 + (text.Length * 2));
        AnswerWriter.Write(body, run.Shape, run.Head, (text.ToString(), run.Call.FinishReason), run.Call.Winner!.Usage);
        await responder.PlainAsync(http, run.Call, body.WrittenMemory, "application/json", cancellationToken);
    }

    private delegate Result<TextRequest> RequestReader(ReadOnlySpan<byte> body);

    private ValueTask<Result<Done>> SettleAsync(Call call)
    {
        call.Winner!.Outcome = AttemptOutcome.Ok;
        call.Status = LedgerStatus.Ok;
        return responder.Settlement.SettleAsync(call, CancellationToken.None);
    }

    private void Take(Run run, in GenerationEvent step)
    {
        var call = run.Call;
        run.OutputTokens += step.Tokens;
        run.Began = true;
        if (step.Text.Length > 0)
        {
            call.FirstToken ??= time.GetElapsedTime(call.StartedAt);
            call.Captured?.Add(step.Text);
        }

        if (step.Finish is { } finish)
        {
            call.FinishReason = FinishWords.Of(finish);
            call.Winner!.Usage = step.Usage ?? run.Counted;
            call.Winner!.UsageSource = UsageSource.Counted;
            call.Queue = step.Timings?.Queue ?? default;
        }
    }

    private static string Fingerprint(ModelDescription model) =>
        "fp_" + model.SizeBytes.ToString("x", CultureInfo.InvariantCulture) + (model.Quantization.Length > 0 ? "_" + model.Quantization.ToLowerInvariant() : "");

    /// <summary>A generation on its way.</summary>
    private sealed class Run(Call call, ITextModel model, IPreparedPrompt prompt, AnswerHead head, AnswerShape shape)
    {
        public Call Call => call;

        public ITextModel Model => model;

        public IPreparedPrompt Prompt => prompt;

        public AnswerHead Head => head;

        public AnswerShape Shape => shape;

        public long OutputTokens { get; set; }

        public bool Began { get; set; }

        public TokenUsage Counted => new() { Input = prompt.PromptTokens, Output = OutputTokens };

        /// <summary>A generation that did not end is billed by its own count; one that never began, not at all.</summary>
        public void BillWhatWasMade()
        {
            if (call.Winner!.UsageSource == UsageSource.None && Began)
            {
                call.Winner!.Usage = Counted;
                call.Winner!.UsageSource = UsageSource.Counted;
            }
        }
    }
}
