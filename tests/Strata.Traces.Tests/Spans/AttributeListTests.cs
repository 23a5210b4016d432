using Strata.Traces.Spans;

namespace Strata.Traces.Tests.Spans;

public sealed class AttributeListTests
{
    [Fact]
    public void What_was_added_is_read_back()
    {
        var list = new AttributeList();
        list.Add("text", "größer");
        list.Add("whole"u8, long.MinValue);
        list.Add("number"u8, 0.25);
        list.Add("yes"u8, true);
        list.AddBytes("raw"u8, [0, 255]);
        Assert.True(list.TryOpen("map"u8, AttributeKind.Map));
        list.Add("inner"u8, new string('x', 300).Select(c => (byte)c).ToArray());
        Assert.True(list.TryOpen("array"u8, AttributeKind.Array));
        list.Add(""u8, 7L);
        list.Add(""u8, "eight"u8);
        list.Close();
        list.Close();
        list.AddEmpty("none"u8);
        Assert.Equal(7, list.Count);

        var reader = new AttributeReader(list.Bytes);
        Assert.True(reader.Next());
        Assert.Equal("größer", reader.Text);
        Assert.True(reader.Next());
        Assert.Equal(long.MinValue, reader.Integer);
        Assert.True(reader.Next());
        Assert.Equal(0.25, reader.Number);
        Assert.True(reader.Next());
        Assert.Equal(AttributeKind.True, reader.Kind);
        Assert.True(reader.Next());
        Assert.Equal([0, 255], reader.Bytes.ToArray());
        Assert.True(reader.Next());
        var map = reader.Inside();
        Assert.True(map.Next());
        Assert.Equal(300, map.Bytes.Length);
        Assert.True(map.Next());
        Assert.Equal("array"u8.ToArray(), map.Key.ToArray());
        var array = map.Inside();
        Assert.True(array.Next());
        Assert.Equal(7, array.Integer);
        Assert.True(array.Next());
        Assert.Equal("eight", array.Text);
        Assert.False(array.Next() || map.Next());
        Assert.True(reader.Next());
        Assert.Equal(AttributeKind.Empty, reader.Kind);
        Assert.False(reader.Next());
        Assert.False(reader.Broken);
    }

    [Fact]
    public void Any_bytes_end_the_walk()
    {
        var random = new Random(20261121);
        var bytes = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            var reader = new AttributeReader(bytes.AsSpan(0, random.Next(bytes.Length)));
            var steps = 0;
            while (reader.Next())
            {
                steps++;
            }

            Assert.InRange(steps, 0, bytes.Length);
        }
    }

    [Fact]
    public void What_stands_too_deep_is_not_opened()
    {
        var list = new AttributeList();
        for (var depth = 0; depth < AttributeList.DepthMax; depth++)
        {
            Assert.True(list.TryOpen("a"u8, AttributeKind.Map));
        }

        Assert.False(list.TryOpen("a"u8, AttributeKind.Map));
        for (var depth = 0; depth < AttributeList.DepthMax; depth++)
        {
            list.Close();
        }

        Assert.Equal(1, list.Count);
    }
}
