using System.Buffers;
using Strata.Core.Usage;
using Strata.Dialects;
using Strata.Dialects.Framing;
using Strata.Gateway.Answers;
using Strata.Gateway.Upstreams;
using Strata.Ledger.Rows;
using Strata.Routing.Health;
using Strata.Upstreams;

namespace Strata.Gateway.Exchanges;

/// <summary>An exchange with a provider over HTTP.</summary>
internal sealed class HttpExchange(AttemptStart start, HttpAsk ask, Passage passage) : Exchange(start)
{
    private const int ErrorBytesMax = 256 << 10;
    private UpstreamAnswer? answer;
    private string? contentType;
    private PooledBuffer? body;
    private FrameBuffer? frames;
    private bool hasEnded;
    private bool isCommitted;

    public override Passage Passage => passage;

    /// <summary>Whether the provider had the whole request, and was given up before it answered: by its caller, or by a clock.</summary>
    private bool WasAtWork => answer is null && ask.Request.IsSent && Fault is null or { Class: FailureClass.Timeout or FailureClass.Cancelled };

    public override bool IsSameDialect => ask.IsSameDialect;

    public override string ContentType => ask.IsRaw && contentType is { } type ? type : base.ContentType;

    public override ReadOnlyMemory<byte> Body => Held.Length > 0 ? Held.Memory : body?.Memory ?? default;

    public override async ValueTask<bool> OpenAsync()
    {
        try
        {
            Clock.Arm("first_byte", ask.Clocks.FirstByte);
            answer = await ask.Channel.SendAsync(ask.Request, Clock.Token);
            Record.HttpStatus = answer.Status;
            Record.FirstByte = ask.Time.GetElapsedTime(Record.StartedAt);
            Record.UpstreamRequestId = RequestId(answer);
            Record.UpstreamLimits = UpstreamLimits.Read(answer, ask.Time);
            passage.Tally.ServiceTier = ask.Source.Name == "gemini" && answer.Header("x-gemini-service-tier") is ("standard" or "flex" or "priority") and var tier ? tier : "";
            contentType = answer.Header("content-type");
            if (!answer.IsSuccess)
            {
                Fault = await RefusedAsync(answer);
                return false;
            }

            Record.WasAccepted = true;
            return await (ask.Stream ? CommitAsync(answer) : WholeAsync(answer));
        }
        catch (Exception exception) when (Explain(exception) is { } fault)
        {
            Fault = fault;
            return false;
        }
    }

    public override bool Drain(IBufferWriter<byte> output)
    {
        try
        {
            while (!hasEnded && frames!.TryTake(out var whole))
            {
                switch (passage.Pass(whole.Span, ask.Splitter.Open(whole.Span), output))
                {
                    case Passed.Failed:
                        Fault = passage.Fault;
                        return false;
                    case Passed.Blocked:
                        IsBlocked = isCommitted;
                        Fault = isCommitted ? null : passage.Fault;
                        return false;
                    case Passed.End:
                        Fault = isCommitted || passage.Tally.IsComplete || passage.Tally.ContentBytes > 0 ? null : Faults.Truncated(ask.Model);
                        return false;
                    case Passed.Content:
                        Clock.Count(passage.Tally.ContentBytes);
                        if (!isCommitted)
                        {
                            isCommitted = true;
                            return true;
                        }

                        break;
                }
            }
        }
        catch (InvalidDataException exception)
        {
            Fault = Faults.Unreadable(ask.Model, exception.Message);
            return false;
        }

        if (hasEnded && Fault is null)
        {
            Fault = passage.Close(output) ? null : Faults.Truncated(ask.Model);
        }

        return !hasEnded;
    }

    public override async ValueTask MoreAsync()
    {
        try
        {
            Clock.Arm("idle", ask.Clocks.Idle);
            await FillAsync();
        }
        catch (Exception exception) when (Explain(exception) is { } fault)
        {
            Fault = fault;
            hasEnded = true;
        }
    }

    public override async ValueTask RestAsync()
    {
        try
        {
            for (var reads = 0; !hasEnded && frames is not null && reads < 16; reads++)
            {
                Clock.Arm("rest", TimeSpan.FromSeconds(1));
                await FillAsync();
                while (frames.TryTake(out _))
                {
                    // behind the end
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or InvalidDataException)
        {
            // the answer is complete; only the connection is not used again
        }
    }

    public override void Count()
    {
        Record.ReportedCost = passage.Tally.ReportedCost;
        Record.ServiceTier = passage.Tally.ServiceTier;
        if (passage.Tally.Counted is { } usage)
        {
            (Record.Usage, Record.UsageSource) = (usage, passage.Tally.IsBehind ? UsageSource.Estimated : UsageSource.Reported);
        }
        else if (Record.WasAccepted || WasAtWork)
        {
            (Record.Usage, Record.UsageSource) = (new TokenUsage { Input = ask.PromptEstimate, Output = (passage.Tally.ContentBytes + 3) / 4 }, UsageSource.Estimated);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        (passage as IDisposable)?.Dispose();
        frames?.Dispose();
        body?.Dispose();
        answer?.Dispose();
        ask.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Reads a stream up to its first content.</summary>
    private async ValueTask<bool> CommitAsync(UpstreamAnswer from)
    {
        if (from.MediaType is { } type && !ask.Takes(type))
        {
            Fault = Faults.Unreadable(ask.Model, $"content type {type}");
            return false;
        }

        frames = new FrameBuffer(ask.Splitter);
        while (true)
        {
            await FillAsync();
            if (!Drain(Held))
            {
                return Fault is null; // an end before any content is an answer only where it is whole
            }

            if (isCommitted || Held.Length > ask.HeldBytesMax)
            {
                Record.FirstToken = ask.Time.GetElapsedTime(Record.StartedAt);
                if (ask.Clocks.Rate is { AfterCommit: true } rate)
                {
                    Clock.DemandRate((long)rate.CharsPerSecond, rate.Window);
                }

                return true;
            }
        }
    }

    /// <summary>Reads a plain answer to its end.</summary>
    private async ValueTask<bool> WholeAsync(UpstreamAnswer from)
    {
        body = await ReadAsync(from, ask.AnswerBytesMax);
        if (body is null)
        {
            Fault = Faults.TooLarge(ask.AnswerBytesMax);
            return false;
        }

        Record.FirstToken = ask.Time.GetElapsedTime(Record.StartedAt);
        if (!passage.Whole(body.Memory, Held))
        {
            Fault = passage.Fault;
            return false;
        }

        return true;
    }

    private async ValueTask<Fault> RefusedAsync(UpstreamAnswer from)
    {
        var (status, type, wait) = (from.Status, from.MediaType, RetryAfter(from));
        body = await ReadAsync(from, ErrorBytesMax);
        var error = body is null ? new UpstreamError("", "") : ask.Source.ReadError(status, body.Span);
        return Faults.OfStatus(status, error, wait, ask.Model) with { MediaType = type };
    }

    private async ValueTask FillAsync()
    {
        var read = await answer!.ReadAsync(frames!.Room(), CancellationToken.None);
        frames!.Advance(read);
        hasEnded = read == 0;
    }

    /// <summary>The whole body in a rented array; null where it is larger than the bound.</summary>
    private async ValueTask<PooledBuffer?> ReadAsync(UpstreamAnswer from, int most)
    {
        var bytes = new PooledBuffer();
        var hint = (int)Math.Clamp((from.Length ?? 0) + 1, Math.Min(8 << 10, most), most);
        try
        {
            while (true)
            {
                var read = await from.ReadAsync(bytes.GetMemory(bytes.Length == 0 ? hint : 1), CancellationToken.None);
                Clock.Arm("idle", ask.Clocks.Idle);
                bytes.Advance(read);
                if (read == 0 || bytes.Length > most)
                {
                    var taken = read == 0 ? bytes : null;
                    bytes = read == 0 ? null : bytes;
                    return taken;
                }
            }
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    /// <summary>The fault of an exception on the way; a defect of ours, and a caller who left, are none of these.</summary>
    private Fault? Explain(Exception exception) => exception switch
    {
        _ when ask.CallerToken.IsCancellationRequested => null,
        OperationCanceledException when Clock.Expired is { } name => Faults.OfClock(name, ask.Model),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => Faults.Unreachable(ask.Model, "tls"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => Faults.Unreachable(ask.Model, "name resolution"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => Faults.Unreachable(ask.Model, "connect"),
        TaskCanceledException { InnerException: TimeoutException } => Faults.OfClock("connect", ask.Model),
        HttpRequestException or IOException when Clock.Expired is { } name => Faults.OfClock(name, ask.Model),
        HttpRequestException or IOException when !Record.WasAccepted => Faults.Unreachable(ask.Model, "connection lost"),
        HttpRequestException or IOException => Faults.Truncated(ask.Model),
        InvalidDataException => Faults.Unreadable(ask.Model, exception.Message),
        OperationCanceledException => Faults.Cancelled(),
        _ => null,
    };

    private static string RequestId(UpstreamAnswer from) =>
        (from.Header("x-request-id") ?? from.Header("request-id") ?? from.Header("x-amzn-requestid")) is { Length: <= 128 } id ? id : "";

    private TimeSpan? RetryAfter(UpstreamAnswer from)
    {
        var (inMs, said) = (from.Header("retry-after-ms"), from.Header("retry-after"));
        return inMs is null && said is null ? null : RetryAfterHeader.Read(inMs, said, ask.Time.GetUtcNow());
    }
}
