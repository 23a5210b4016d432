using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Strata.Telemetry.Metrics;

/// <summary>The process's own figures, under the names that Prometheus clients use.</summary>
internal static class ProcessMetrics
{
    public static void WriteTo(StringBuilder text)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeMilliseconds() / 1000.0;
        Write(text, "process_cpu_seconds_total", "counter", "CPU time used, user and system.", process.TotalProcessorTime.TotalSeconds);
        Write(text, "process_resident_memory_bytes", "gauge", "Memory resident in RAM.", process.WorkingSet64);
        Write(text, "process_start_time_seconds", "gauge", "Start of the process, seconds since 1970.", started);
        Write(text, "process_threads", "gauge", "Threads of the process.", process.Threads.Count);
        Write(text, "dotnet_gc_heap_bytes", "gauge", "Managed heap after the last collection.", GC.GetGCMemoryInfo().HeapSizeBytes);
        Write(text, "dotnet_gc_pause_seconds_total", "counter", "Time spent in pauses of the garbage collector.", GC.GetTotalPauseDuration().TotalSeconds);
        text.Append("# HELP dotnet_gc_collections_total Garbage collections by generation.\n# TYPE dotnet_gc_collections_total counter\n");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            text.Append(CultureInfo.InvariantCulture, $"dotnet_gc_collections_total{{generation=\"{generation}\"}} {GC.CollectionCount(generation)}\n");
        }

        Write(text, "dotnet_threadpool_threads", "gauge", "Threads of the thread pool.", ThreadPool.ThreadCount);
        Write(text, "dotnet_threadpool_queue_length", "gauge", "Work items that wait for a thread.", ThreadPool.PendingWorkItemCount);
    }

    private static void Write(StringBuilder text, string name, string type, string help, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value:R}\n");
}
