using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Strata.Guard;
using Strata.Otlp.Export;
using Strata.Traces.Spans;

namespace Strata.Collector.Export;

/// <summary>
/// Sends spans to one receiver. Offering writes them at once, masked, into a queue bounded by bytes and never waits: what has no room is
/// dropped and counted. One loop sends, several queued requests as one; what the receiver asks to have again is sent again with
/// growing pauses, what it refuses is counted.
/// </summary>
internal sealed class Exporter : IAsyncDisposable
{
    private const int RequestBytesMax = 4 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Channel<(byte[] Request, int Spans)> queue = Channel.CreateUnbounded<(byte[], int)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource stop = new();
    private readonly Lock writing = new();
    private readonly ExportTarget target;
    private readonly SpanWriter writer;
    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private Task loop = Task.CompletedTask;
    private long waiting;
    private long sent;
    private long dropped;
    private long refused;
    private bool failing;
    private bool gone;

    public Exporter(ExportTarget target, GuardPolicy? policy, HttpMessageHandler handler, TimeProvider time, ILogger log)
    {
        (this.target, this.time, this.log) = (target, time, log);
        writer = new SpanWriter(new ExportMask(target, policy));
        client = new HttpClient(handler, disposeHandler: false) { Timeout = TimeSpan.FromSeconds(30) };
    }

    public string Name => target.Name;

    /// <summary>Bytes that wait.</summary>
    public long Waiting => Volatile.Read(ref waiting);

    /// <summary>Spans the receiver took.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Spans that had no room in the queue, or were left at a stop.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Spans the receiver refused for good.</summary>
    public long Refused => Volatile.Read(ref refused);

    public void Start() => loop = Task.Run(() => RunAsync(stop.Token));

    /// <summary>Queues the spans of a batch that this receiver gets. The batch may be reused when the call returns.</summary>
    public void Offer(SpanBatch batch)
    {
        lock (writing)
        {
            var (request, spans) = writer.Write(batch, span => target.Projects.Count == 0 || target.Projects.Contains(span.Tenant.Project));
            if (spans == 0)
            {
                return;
            }

            if (Interlocked.Add(ref waiting, request.Length) > target.QueueBytesMax)
            {
                Interlocked.Add(ref waiting, -request.Length);
                Interlocked.Add(ref dropped, spans);
                return;
            }

            queue.Writer.TryWrite((request.ToArray(), spans));
        }
    }

    /// <summary>Sends what waits for a short while, then gives up on the rest.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        stop.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await stop.CancelAsync();
        }

        while (queue.Reader.TryRead(out var left))
        {
            Interlocked.Add(ref dropped, left.Spans);
        }
    }

    /// <summary>May be called twice: the service is both a singleton and hosted, and who holds it disposes of it as each.</summary>
    public async ValueTask DisposeAsync()
    {
        if (gone)
        {
            return;
        }

        gone = true;
        await StopAsync(CancellationToken.None);
        client.Dispose();
        writer.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await queue.Reader.WaitToReadAsync(cancellationToken))
            {
                using var body = new MemoryStream();
                var (bytes, spans) = (0L, 0);
                await using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
                {
                    // Export requests laid behind each other are one: their only field repeats.
                    while (bytes < RequestBytesMax && queue.Reader.TryRead(out var next))
                    {
                        await gzip.WriteAsync(next.Request, cancellationToken);
                        (bytes, spans) = (bytes + next.Request.Length, spans + next.Spans);
                    }
                }

                await DeliverAsync(body.ToArray(), spans, cancellationToken);
                Interlocked.Add(ref waiting, -bytes);
            }
        }
        catch (OperationCanceledException)
        {
            // the stop's patience is over; what is left is counted there
        }
    }

    private async Task DeliverAsync(byte[] body, int spans, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            var (again, wait) = await SendAsync(body, spans, cancellationToken);
            if (!again)
            {
                return;
            }

            try
            {
                await Task.Delay(wait ?? pause, time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Add(ref dropped, spans);
                throw;
            }
        }
    }

    private async Task<(bool Again, TimeSpan? Wait)> SendAsync(byte[] body, int spans, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, target.Endpoint) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            request.Content.Headers.ContentEncoding.Add("gzip");
            foreach (var (name, value) in target.Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var response = await client.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                Interlocked.Add(ref sent, spans);
                failing = false;
                return (false, null);
            }

            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            {
                Say($"answers {(int)response.StatusCode}");
                var wait = response.Headers.RetryAfter?.Delta;
                return (true, wait > LongestPause ? LongestPause : wait);
            }

            Interlocked.Add(ref refused, spans);
            Say($"refuses with {(int)response.StatusCode}");
            return (false, null);
        }
        catch (HttpRequestException failure)
        {
            Say(failure.Message);
            return (true, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Say("does not answer in time");
            return (true, null);
        }
    }

    /// <summary>Once per stretch of failures.</summary>
    private void Say(string what)
    {
        if (!failing)
        {
            Log.ExportFailed(log, target.Name, what);
        }

        failing = true;
    }
}
