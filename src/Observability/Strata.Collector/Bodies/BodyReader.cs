using System.Globalization;
using System.IO.Compression;
using Strata.Core.Results;

namespace Strata.Collector.Bodies;

/// <summary>Reads a body into one piece, unzipping on the way: what is unpacked is bounded as it comes, so a small body that unpacks to a huge one costs the bound and no more.</summary>
internal sealed class BodyReader(InFlight inFlight)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Reads to the end.</summary>
    /// <param name="from">The bytes as they were sent.</param>
    /// <param name="zipped">Whether they are gzip.</param>
    /// <param name="limits">The module's bounds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Result<ReceivedBody>> ReadAsync(Stream from, bool zipped, CollectorOptions limits, CancellationToken cancellationToken)
    {
        var body = new ReceivedBody(inFlight);
        await using var unzip = zipped ? new GZipStream(from, CompressionMode.Decompress, leaveOpen: true) : null;
        var source = unzip ?? from;
        Problem? problem;
        try
        {
            while (true)
            {
                if (body.Free(limits.BodyBytesMax, limits.InFlightBytesMax) is not { } free)
                {
                    problem = new Problem(ProblemCode.Overloaded, "The collector holds as many bodies as it may. Send this one again in a moment.") { RetryAfter = Wait };
                    break;
                }

                if (free.IsEmpty || body.Length > limits.BodyBytesMax)
                {
                    problem = TooLarge(limits.BodyBytesMax);
                    break;
                }

                var read = await source.ReadAsync(free, cancellationToken);
                if (read == 0)
                {
                    return body;
                }

                body.Length += read;
            }
        }
        catch (InvalidDataException)
        {
            problem = Problem.Invalid("The body is not gzip, though it says so.");
        }
        catch (EndOfStreamException early)
        {
            problem = Problem.Invalid(early.Message);
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return problem;
    }

    public static Problem TooLarge(long bytesMax) =>
        new(ProblemCode.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The body is larger than {bytesMax} bytes once it is unpacked. Send smaller batches."));
}
