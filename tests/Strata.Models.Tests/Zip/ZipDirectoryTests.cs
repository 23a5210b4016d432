using System.IO.Compression;
using Strata.Models.Zip;

namespace Strata.Models.Tests.Zip;

public sealed class ZipDirectoryTests
{
    [Fact]
    public async Task Members_and_their_places_are_found_behind_a_comment()
    {
        var zip = Make();
        var members = (await ZipDirectory.ReadAsync(new Bytes(zip), 1 << 20, default)).Value;
        Assert.Equal(["a.txt", "b.gguf"], members.Select(member => member.Name));
        var offset = (await ZipDirectory.DataOffsetAsync(new Bytes(zip), members[1], default)).Value;
        Assert.Equal([1, 2, 3, 4, 5], zip[(int)offset..((int)offset + 5)]);
    }

    [Fact]
    public async Task A_mutilated_zip_gives_a_problem_or_members_inside_of_it()
    {
        var (whole, random) = (Make(), new Random(11));
        for (var round = 0; round < 4000; round++)
        {
            var zip = whole.ToArray();
            for (var change = random.Next(1, 8); change > 0; change--)
            {
                zip[random.Next(3) == 0 ? random.Next(zip.Length) : zip.Length - 1 - random.Next(Math.Min(zip.Length, 160))] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            }

            var source = new Bytes(random.Next(4) == 0 ? zip[..random.Next(zip.Length)] : zip);
            var read = await ZipDirectory.ReadAsync(source, 1 << 16, default);
            foreach (var member in read.IsOk ? read.Value : [])
            {
                var place = await ZipDirectory.DataOffsetAsync(source, member, default);
                Assert.True(!place.IsOk || place.Value + member.PackedLength <= source.Length);
                if (place.IsOk && member.Method is 0 or 8 && member.Length < 1 << 20)
                {
                    using var packed = new MemoryStream(await source.ReadAsync(place.Value, (int)member.PackedLength, default));
                    await MemberUnpacker.UnpackAsync(packed, member, Path.Combine(Path.GetTempPath(), "strata-zip-fuzz"), default);
                }
            }
        }
    }

    private static byte[] Make()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.Comment = "a comment";
            using (var entry = zip.CreateEntry("a.txt", CompressionLevel.Fastest).Open())
            {
                entry.Write(new byte[500]);
            }

            using (var entry = zip.CreateEntry("b.gguf", CompressionLevel.NoCompression).Open())
            {
                entry.Write([1, 2, 3, 4, 5]);
            }
        }

        return bytes.ToArray();
    }

    private sealed class Bytes(byte[] content) : IByteSource
    {
        public long Length => content.Length;

        public Task<byte[]> ReadAsync(long offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(content.AsSpan((int)offset, count).ToArray());
    }
}
