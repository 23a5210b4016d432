using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Blobs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Blobs;

public sealed class FileBlobTests : BlobContract
{
    private readonly Scratch scratch = new();

    internal override ValueTask<IBlobStore> OpenAsync() =>
        ValueTask.FromResult<IBlobStore>(FileBlobStore.Open(scratch.Path, TimeProvider.System, TestIds.New()).Value);

    public override ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task The_keys_a_and_a_slash_b_stand_side_by_side()
    {
        await PutAsync("a", [1]);
        await PutAsync("a/b", [2]);

        Assert.Equal([1], await ReadAsync("a", 0, null));
        Assert.Equal([2], await ReadAsync("a/b", 0, null));
    }

    [Fact]
    public async Task A_put_that_fails_leaves_no_temporary_file()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Store.PutAsync("blob", new BrokenStream(200_000), TestTime.Token));

        Assert.Empty(Directory.EnumerateFiles(scratch.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_a_dead_process_left_half_written_is_removed_and_what_a_live_one_writes_is_not()
    {
        var (dead, live) = (scratch.At("tmp/dead"), scratch.At("tmp/live"));
        File.WriteAllText(dead, "half");
        File.WriteAllText(live, "half");
        File.SetLastWriteTimeUtc(dead, File.GetLastWriteTimeUtc(live) - TimeSpan.FromHours(2));
        Assert.True(FileBlobStore.Open(scratch.Path, TimeProvider.System, TestIds.New()).IsOk);

        Assert.Equal([live], Directory.EnumerateFiles(scratch.At("tmp")));
    }

    [Fact]
    public async Task A_file_that_was_cut_or_changed_in_its_trailer_is_corrupt_and_not_shorter()
    {
        await PutAsync("blob", Bytes(1000));
        var path = Directory.EnumerateFiles(scratch.Path, "blob*", SearchOption.AllDirectories).Single();
        var whole = File.ReadAllBytes(path);
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var damaged = (byte[])whole.Clone();
            if (round % 2 == 0)
            {
                damaged = damaged[..random.Next(damaged.Length)];
            }
            else
            {
                damaged[^(1 + random.Next(4, BlobLayout.TrailerBytes))] ^= (byte)(1 << random.Next(8));
            }

            await File.WriteAllBytesAsync(path, damaged);
            Assert.Equal(ProblemCode.CorruptData, (await Store.OpenAsync("blob", 0, null, TestTime.Token)).Problem.Code);
        }
    }
}
