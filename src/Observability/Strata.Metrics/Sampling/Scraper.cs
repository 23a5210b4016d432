using System.Net.Http.Headers;
using System.Text;
using Strata.Metrics.Expositions;
using Strata.Metrics.Series;

namespace Strata.Metrics.Sampling;

/// <summary>Fetches one target's exposition: bounded in bytes and time. Its series get <c>job</c> and <c>instance</c>; <c>up</c> says whether it answered.</summary>
internal sealed class Scraper : IDisposable
{
    private const int BytesMax = 32 << 20;
    private readonly HttpClient client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = BytesMax,
    };

    public async ValueTask<List<(Labels Labels, Sample Sample)>> FetchAsync(ScrapeTarget target, long nowMs, CancellationToken cancellationToken)
    {
        var samples = new List<(Labels, Sample)>();
        var (job, instance) = (target.Job, target.Url.Authority);
        var up = 0.0;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target.Url);
            request.Headers.Accept.ParseAdd("text/plain;version=0.0.4");
            if (target.Token.Length > 0)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                ExpositionReader.Read(text, (labels, value, _) => samples.Add((Told(labels, job, instance), new Sample(nowMs, value))));
                up = 1;
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            samples.Clear();
        }

        samples.Add((Labels.Of("up", ("job", job), ("instance", instance)), new Sample(nowMs, up)));
        return samples;
    }

    public void Dispose() => client.Dispose();

    /// <summary>The target's own labels of these names are kept aside, as Prometheus does.</summary>
    private static Labels Told(Labels labels, string job, string instance)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("job", job), ("instance", instance)])
        {
            labels = labels[name] is { Length: > 0 } own ? labels.With("exported_" + name, own).With(name, value) : labels.With(name, value);
        }

        return labels;
    }
}
