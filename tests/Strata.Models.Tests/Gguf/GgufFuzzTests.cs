using Strata.Core.Results;
using Strata.Models.Gguf;

namespace Strata.Models.Tests.Gguf;

/// <summary>Whatever the bytes are, the reader answers with a file or a problem, and a file it gives can be read whole.</summary>
public sealed class GgufFuzzTests
{
    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var bytes = GgufSample.Bytes();
        for (var length = 0; length < bytes.Length - 32; length++)
        {
            var result = Parse(bytes[..length]);
            Assert.False(result.IsOk, $"cut at {length}");
            Assert.Contains(result.Problem.Code, new[] { ProblemCode.CorruptData, ProblemCode.TooLarge });
        }
    }

    [Fact]
    public void Mutated_files_never_break_the_reader()
    {
        var random = new Random(7);
        var original = GgufSample.Bytes();
        byte[] edges = [0, 1, 0x7F, 0x80, 0xFF];
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? edges[random.Next(edges.Length)] : (byte)random.Next(256);
            }

            ReadEverything(bytes, round);
        }
    }

    [Fact]
    public void Every_header_byte_set_to_its_extremes_never_breaks_the_reader()
    {
        var original = GgufSample.Bytes();
        for (var position = 0; position < original.Length; position++)
        {
            foreach (var value in new byte[] { 0, 0x7F, 0xFF })
            {
                var bytes = (byte[])original.Clone();
                bytes[position] = value;
                ReadEverything(bytes, position);
            }
        }
    }

    private static unsafe Result<GgufHeader> Parse(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            return GgufHeaderReader.Read(start, bytes.Length, 0, GgufLimits.Default);
        }
    }

    private static void ReadEverything(byte[] bytes, int round)
    {
        var result = Parse(bytes);
        if (!result.IsOk)
        {
            return;
        }

        foreach (var tensor in result.Value.Tensors)
        {
            Assert.True(tensor.Offset >= 0 && tensor.SizeBytes > 0 && tensor.Offset + tensor.SizeBytes <= bytes.Length, $"round {round}");
            Assert.Equal(GgufTensorTypes.RowBytes(tensor.Type, tensor.Columns) * tensor.Rows, tensor.SizeBytes);
        }
    }
}
