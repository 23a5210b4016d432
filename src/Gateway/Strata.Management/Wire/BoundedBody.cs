using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Management.Wire;

/// <summary>A body as it came, up to a bound.</summary>
internal static class BoundedBody
{
    public static async ValueTask<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > bytesMax)
            {
                return new Problem(ProblemCode.TooLarge, $"The body has more than {bytesMax} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        return new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
    }
}
