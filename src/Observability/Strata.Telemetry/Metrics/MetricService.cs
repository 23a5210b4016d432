using Microsoft.Extensions.Hosting;

namespace Strata.Telemetry.Metrics;

/// <summary>Starts the recorder with the host.</summary>
internal sealed class MetricService(MetricRecorder recorder) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
