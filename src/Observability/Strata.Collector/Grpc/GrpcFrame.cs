using System.Buffers.Binary;
using Microsoft.AspNetCore.Http;
using Strata.Collector.Bodies;
using Strata.Core.Results;

namespace Strata.Collector.Grpc;

/// <summary>The five bytes before a gRPC message, in and out.</summary>
internal static class GrpcFrame
{
    private const int HeadBytes = 5;

    /// <summary>Reads the head; the message itself is read by who takes it.</summary>
    public static async ValueTask<Result<(Stream Message, bool Zipped)>> ReadAsync(HttpRequest request, int bytesMax, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var read = await request.Body.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
        if (read < HeadBytes)
        {
            return Problem.Invalid("The call holds no message.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        var coding = request.Headers["grpc-encoding"].ToString();
        return head[0] > 1 ? Problem.Invalid("The call's frame is broken: its first byte is neither 0 nor 1.")
            : head[0] == 1 && coding != "gzip" ? new Problem(ProblemCode.NotImplemented, $"The compression '{coding}' is not known here. Use gzip or none.")
            : length > (uint)bytesMax ? BodyReader.TooLarge(bytesMax)
            : (new FrameStream(request.Body, length), head[0] == 1);
    }

    /// <summary>Writes one message, not compressed.</summary>
    public static async ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var frame = response.BodyWriter.GetMemory(HeadBytes + message.Length);
        frame.Span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame.Span[1..], (uint)message.Length);
        message.Span.CopyTo(frame.Span[HeadBytes..]);
        response.BodyWriter.Advance(HeadBytes + message.Length);
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
