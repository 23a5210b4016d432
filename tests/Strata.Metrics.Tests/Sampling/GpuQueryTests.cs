using Strata.Metrics.Sampling;

namespace Strata.Metrics.Tests.Sampling;

public sealed class GpuQueryTests
{
    [Fact]
    public void What_nvidia_smi_prints_is_read()
    {
        var found = GpuQuery.Read("0, GPU-1f2e, NVIDIA H200, 87, 41, 120345, 143771, 64, 512.37\n1, GPU-9a9a, NVIDIA T4, 0, 0, [N/A], 15360, [Not Supported], [N/A]\n");
        Assert.Equal(
            [
                "strata_gpu_utilization_ratio 0.87", "strata_gpu_memory_utilization_ratio 0.41", "strata_gpu_memory_used_bytes 126190878720", "strata_gpu_memory_total_bytes 150754820096",
                "strata_gpu_temperature_celsius 64", "strata_gpu_power_watts 512.37", "strata_gpu_utilization_ratio 0", "strata_gpu_memory_utilization_ratio 0", "strata_gpu_memory_total_bytes 16106127360",
            ],
            found.Select(f => FormattableString.Invariant($"{f.Labels.Metric} {Math.Round(f.Value, 6)}")));
        Assert.Equal(("0", "GPU-1f2e", "NVIDIA H200"), (found[0].Labels["gpu"], found[0].Labels["uuid"], found[0].Labels["model"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.")]
    [InlineData("No devices were found")]
    [InlineData("0, GPU-1, a name, with, commas, 1, 2, 3, 4, 5, 6, 7")]
    public void What_is_no_list_of_GPUs_gives_nothing(string output) => Assert.Empty(GpuQuery.Read(output));
}
