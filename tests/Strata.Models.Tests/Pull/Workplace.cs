using System.Security.Cryptography;
using Strata.Core.Results;
using Strata.Models.Pull;
using Strata.Models.Store;

namespace Strata.Models.Tests.Pull;

/// <summary>A temporary store, and pulls into it.</summary>
internal sealed class Workplace : IDisposable
{
    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("strata-pull").FullName;

    public Dictionary<string, string> Environment { get; } = [];

    public Catalogue Catalogue { get; set; } = Catalogue.Of([]);

    public List<PullProgress> Progress { get; } = [];

    public ModelStore Store => ModelStore.Open(Path.Combine(Directory, "models")).Value;

    public static byte[] Model(int length = 300_000, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public async Task<Result<StoredModel>> PullAsync(string reference, Action<PullProgress>? told = null, CancellationToken cancellationToken = default)
    {
        using var handler = ModelPuller.CreateHandler();
        var puller = new ModelPuller(Store, handler, new InstantClock(), name => Environment.GetValueOrDefault(name), Catalogue, PullLimits.Default);
        return await puller.PullAsync(reference, new Listener(progress =>
        {
            Progress.Add(progress);
            told?.Invoke(progress);
        }), cancellationToken);
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private sealed class Listener(Action<PullProgress> told) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => told(value);
    }
}
