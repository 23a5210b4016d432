using System.Runtime.CompilerServices;
using System.Text;

namespace Strata.Cli.Api;

/// <summary>Reads the <c>data:</c> lines of an event stream. A line is at most 1 MiB.</summary>
internal static class ServerSentEvents
{
    private const int LineCharsMax = 1 << 20;

    public static async IAsyncEnumerable<string> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > LineCharsMax)
            {
                throw new IOException("The server sent a line that is too long.");
            }

            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                yield return line[5..].TrimStart();
            }
        }
    }
}
