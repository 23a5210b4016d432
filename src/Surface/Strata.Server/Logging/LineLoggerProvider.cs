using Strata.Server.Configuration;

namespace Strata.Server.Logging;

/// <summary>Writes log lines to one stream, whole lines at a time.</summary>
internal sealed class LineLoggerProvider(Stream output, TimeProvider time, LogLevel least, LogShape shape) : ILoggerProvider
{
    private readonly Lock gate = new();

    public TimeProvider Time => time;

    public LogLevel Least => least;

    public LogShape Shape => shape;

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, this);

    public void Write(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            try
            {
                output.Write(line);
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads standard error any more; the server goes on.
            }
        }
    }

    public void Dispose()
    {
    }
}
