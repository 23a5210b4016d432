using Strata.Core.Results;
using Strata.Core.Storage;
using Strata.Storage.Blobs;
using Strata.Storage.Tests.Support;

namespace Strata.Storage.Tests.Blobs;

public sealed class S3BlobTests : BlobContract
{
    private const string Variable = "STRATA_TEST_S3";
    private Scratch scratch = null!;
    private S3BlobOptions options = null!;

    internal override async ValueTask<IBlobStore> OpenAsync()
    {
        var server = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(server.Length == 0, $"{Variable} is not set; .ci/services.sh starts a server and sets it.");
        scratch = new Scratch();
        var parts = server.Split(';');
        options = new S3BlobOptions
        {
            Endpoint = parts[0],
            AccessKey = parts[1],
            SecretKey = parts[2],
            Bucket = $"t-{Guid.NewGuid():N}",
            KeyPrefix = "strata/",
            MultipartBytes = 5 << 20,
        };
        using var client = S3Client.Create(options);
        await client.PutBucketAsync(options.Bucket, TestTime.Token);
        return new S3BlobStore(options, scratch.Path, TestIds.New());
    }

    public override ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        scratch?.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task A_large_put_leaves_no_temporary_file()
    {
        await PutAsync("large", Bytes(6 << 20));
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Store.PutAsync("blob", new BrokenStream(6 << 20), TestTime.Token));

        Assert.Empty(Directory.EnumerateFiles(scratch.Path));
    }

    [Fact]
    public async Task A_listing_goes_on_over_the_pages_of_the_server()
    {
        using var paged = new S3BlobStore(options with { ListPageMax = 3 }, scratch.Path, TestIds.New());
        for (var number = 0; number < 10; number++)
        {
            await PutAsync($"many/{number}", [1]);
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"many/{number}"), (await paged.ListAsync("many/", TestTime.Token).ToListAsync()).Select(blob => blob.Key));
    }

    [Fact]
    public async Task Wrong_credentials_and_a_missing_bucket_are_problems_of_the_setting()
    {
        using var stranger = new S3BlobStore(options with { AccessKey = "nobody", SecretKey = "hunter2" }, scratch.Path, TestIds.New());
        using var nowhere = new S3BlobStore(options with { Bucket = "no-such-bucket" }, scratch.Path, TestIds.New());
        foreach (var store in new[] { stranger, nowhere })
        {
            var problem = (await store.PutAsync("blob", new MemoryStream([1]), TestTime.Token)).Problem;
            Assert.Equal((ProblemCode.StorageFailed, "storage.s3"), (problem.Code, problem.Field));
            Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
        }
    }
}
