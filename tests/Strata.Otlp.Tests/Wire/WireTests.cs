using System.Buffers;
using Strata.Core.Results;
using Strata.Otlp.Wire;

namespace Strata.Otlp.Tests.Wire;

public sealed class WireTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        using var writer = new ProtoWriter();
        writer.Varint(1, ulong.MaxValue);
        writer.Fixed64(2, 7);
        writer.Fixed32(536_870_911, 9);
        writer.Text(4, "grüße");
        var mark = writer.Begin(5);
        writer.Double(1, -0.5);
        writer.End(mark);
        var reader = new ProtoReader(writer.Written.Span);
        Assert.True(reader.Next() && reader is { Field: 1, Kind: WireKind.Varint, Bits: ulong.MaxValue });
        Assert.True(reader.Next() && reader is { Field: 2, Kind: WireKind.Fixed64, Bits: 7 });
        Assert.True(reader.Next() && reader is { Field: 536_870_911, Kind: WireKind.Fixed32, Bits: 9 });
        Assert.True(reader.Next() && reader.Is(4));
        Assert.Equal("grüße"u8.ToArray(), reader.Payload.ToArray());
        Assert.True(reader.Next() && reader.Is(5));
        var inner = new ProtoReader(reader.Payload);
        Assert.True(inner.Next() && inner.Double == -0.5);
        Assert.False(inner.Next() || inner.Broken || reader.Next() || reader.Broken);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0a05")]
    [InlineData("0a01")]
    [InlineData("0affffffffffffffffff01")]
    [InlineData("0b0c")]
    [InlineData("09010203")]
    [InlineData("0d0102")]
    [InlineData("08ffffffffffffffffffff")]
    [InlineData("80")]
    public void Broken_fields_end_the_walk(string hex)
    {
        var reader = new ProtoReader(Convert.FromHexString(hex));
        Assert.False(reader.Next());
        Assert.True(reader.Broken);
        Assert.False(reader.Next());
    }

    [Fact]
    public void A_full_writer_writes_no_more()
    {
        using var writer = new ProtoWriter(100);
        var mark = writer.Begin(1);
        writer.Bytes(1, new byte[200]);
        writer.Text(2, new string('x', 300));
        writer.End(mark);
        Assert.True(writer.IsFull);
        Assert.True(writer.Length <= 100);
    }

    [Fact]
    public void A_table_finds_its_keys_and_no_others()
    {
        var table = new Utf8Table<int>(Enumerable.Range(0, 500).Select(i => ($"key.{i}", i)));
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i < 500, table.TryGet(System.Text.Encoding.UTF8.GetBytes($"key.{i}"), out var value));
            Assert.Equal(i < 500 ? i : 0, value);
        }

        Assert.False(table.TryGet(default, out _));
        Assert.Throws<ArgumentException>(() => new Utf8Table<int>([("a", 1), ("a", 2)]));
    }

    [Theory]
    [InlineData("0b28676f20676f20676f20", "676f20676f20676f20676f", false)] // eleven bytes claimed, ten come
    [InlineData("0408616263", "616263", false)]
    [InlineData("0308616263", "616263", true)]
    [InlineData("0a0461621d02", "61626162616261626162", false)]
    [InlineData("0a04616205" + "02" + "0c" + "63646566", "6162616261626364656600", false)]
    [InlineData("00", "", true)]
    [InlineData("06046162" + "0e0200", "616261626162", true)]
    [InlineData("0604" + "6162" + "0102", "616261626162", true)]
    public void Snappy_blocks(string block, string plain, bool sound)
    {
        var decoded = Snappy.Decode(Convert.FromHexString(block), 1000);
        Assert.Equal(sound, decoded.IsOk);
        if (sound)
        {
            Assert.Equal(plain, Convert.ToHexStringLower(decoded.Value));
        }
    }

    [Fact]
    public void Snappy_bounds_what_it_is_told()
    {
        Assert.Equal(ProblemCode.TooLarge, Snappy.Decode([0xff, 0xff, 0x7f, 0], 1000).Problem.Code);
        Assert.Equal(ProblemCode.InvalidRequest, Snappy.Decode([0xff, 0xff, 0xff, 0x7f, 0], int.MaxValue).Problem.Code);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var block = new byte[random.Next(1, 60)];
            random.NextBytes(block);
            block[0] &= 0x7f;
            if (Snappy.Decode(block, 1 << 16).Try(out var plain, out _))
            {
                ArrayPool<byte>.Shared.Return(plain.Array!);
            }
        }
    }
}
