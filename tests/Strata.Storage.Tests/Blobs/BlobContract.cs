using System.Security.Cryptography;
using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Blobs;

public abstract class BlobContract : IAsyncLifetime
{
    internal IBlobStore Store { get; private set; } = null!;

    internal abstract ValueTask<IBlobStore> OpenAsync();

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task What_was_put_is_read_back_with_its_length_and_hash(int length)
    {
        var bytes = Bytes(length);
        var put = await PutAsync("dir/blob.bin", bytes);

        Assert.Equal(new BlobInfo("dir/blob.bin", length, Hash(bytes)), put);
        Assert.Equal(put, (await Store.StatAsync("dir/blob.bin", TestTime.Token)).Value);
        Assert.Equal(bytes, await ReadAsync("dir/blob.bin", 0, null));
    }

    [Fact]
    public async Task Content_above_the_multipart_bound_is_read_back_whole()
    {
        var bytes = Bytes((11 << 20) + 7);
        var put = await PutAsync("large", bytes);

        Assert.Equal((bytes.LongLength, Hash(bytes)), (put.Length, put.Sha256));
        Assert.Equal(put, (await Store.StatAsync("large", TestTime.Token)).Value);
        Assert.Equal(Hash(bytes), Hash(await ReadAsync("large", 0, null)));
        Assert.Equal(bytes[(6 << 20)..((6 << 20) + 100)], await ReadAsync("large", 6 << 20, 100));
    }

    [Theory]
    [InlineData(0, 10L)]
    [InlineData(5, 1L)]
    [InlineData(90, null)]
    [InlineData(90, 10L)]
    [InlineData(100, null)]
    [InlineData(100, 0L)]
    [InlineData(50, 0L)]
    public async Task A_range_is_exactly_what_was_asked(int offset, long? length)
    {
        var bytes = Bytes(100);
        await PutAsync("blob", bytes);

        Assert.Equal(bytes.Skip(offset).Take((int?)length ?? 100), await ReadAsync("blob", offset, length));
    }

    [Theory]
    [InlineData(101, null)]
    [InlineData(90, 11L)]
    [InlineData(-1, null)]
    [InlineData(0, -1L)]
    [InlineData(1, long.MaxValue)]
    public async Task A_range_outside_is_a_problem_and_not_less_bytes(long offset, long? length)
    {
        await PutAsync("blob", Bytes(100));

        Assert.Equal(ProblemCode.InvalidRequest, (await Store.OpenAsync("blob", offset, length, TestTime.Token)).Problem.Code);
    }

    [Fact]
    public async Task A_second_put_replaces_the_first_and_a_reader_keeps_what_it_opened()
    {
        await PutAsync("blob", [1, 2, 3]);
        await using var before = (await Store.OpenAsync("blob", 0, null, TestTime.Token)).Value;
        await PutAsync("blob", [4, 5]);

        Assert.Equal([1, 2, 3], await DrainAsync(before));
        Assert.Equal([4, 5], await ReadAsync("blob", 0, null));
    }

    [Fact]
    public async Task Equal_content_is_one_blob_under_its_hash()
    {
        var bytes = Bytes(1000);
        var first = (await Store.PutContentAsync(new MemoryStream(bytes), TestTime.Token)).Value;
        var second = (await Store.PutContentAsync(new MemoryStream(bytes), TestTime.Token)).Value;

        Assert.Equal(first, second);
        Assert.Equal($"sha256/{Hash(bytes)[..2]}/{Hash(bytes)}", first.Key);
        Assert.Equal([first], await ListAsync("sha256/"));
    }

    [Fact]
    public async Task A_listing_has_the_keys_with_the_prefix_in_order_of_their_bytes()
    {
        string[] keys = ["a-b", "a.b", "a/b", "a/c/d", "aB", "ab", "b/a", "B"];
        foreach (var key in keys)
        {
            await PutAsync(key, [1]);
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ListAsync("")).Select(blob => blob.Key));
        Assert.Equal(["a-b", "a.b", "a/b", "a/c/d", "aB", "ab"], (await ListAsync("a")).Select(blob => blob.Key));
        Assert.Equal(["a/b", "a/c/d"], (await ListAsync("a/")).Select(blob => blob.Key));
        Assert.Equal(["a/c/d"], (await ListAsync("a/c")).Select(blob => blob.Key));
        Assert.Empty(await ListAsync("a/../"));
    }

    [Fact]
    public async Task What_was_deleted_is_gone_and_deleting_again_succeeds()
    {
        await PutAsync("dir/blob", [1]);
        Assert.True((await Store.DeleteAsync("dir/blob", TestTime.Token)).IsOk);
        Assert.True((await Store.DeleteAsync("dir/blob", TestTime.Token)).IsOk);

        Assert.Equal(ProblemCode.NotFound, (await Store.StatAsync("dir/blob", TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.NotFound, (await Store.OpenAsync("dir/blob", 0, null, TestTime.Token)).Problem.Code);
        Assert.Empty(await ListAsync(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("ä")]
    [InlineData("C:/x")]
    [InlineData("a+")]
    public async Task A_hostile_key_is_refused_by_every_operation(string key)
    {
        Assert.Equal(ProblemCode.InvalidRequest, (await Store.PutAsync(key, new MemoryStream([1]), TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.InvalidRequest, (await Store.OpenAsync(key, 0, null, TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.InvalidRequest, (await Store.StatAsync(key, TestTime.Token)).Problem.Code);
        Assert.Equal(ProblemCode.InvalidRequest, (await Store.DeleteAsync(key, TestTime.Token)).Problem.Code);
    }

    [Fact]
    public async Task A_source_that_fails_half_way_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Store.PutAsync("blob", new BrokenStream(200_000), TestTime.Token));

        Assert.Equal(ProblemCode.NotFound, (await Store.StatAsync("blob", TestTime.Token)).Problem.Code);
        Assert.Empty(await ListAsync(""));
    }

    internal async Task<BlobInfo> PutAsync(string key, byte[] bytes) => (await Store.PutAsync(key, new MemoryStream(bytes), TestTime.Token)).Value;

    internal async Task<byte[]> ReadAsync(string key, long offset, long? length)
    {
        await using var stream = (await Store.OpenAsync(key, offset, length, TestTime.Token)).Value;
        return await DrainAsync(stream);
    }

    private static async Task<byte[]> DrainAsync(Stream stream)
    {
        var memory = new MemoryStream();
        await stream.CopyToAsync(memory, TestTime.Token);
        return memory.ToArray();
    }

    private ValueTask<List<BlobInfo>> ListAsync(string prefix) => Store.ListAsync(prefix, TestTime.Token).ToListAsync();

    internal static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
