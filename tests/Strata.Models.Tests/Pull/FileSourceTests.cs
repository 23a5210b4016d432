using Strata.Core.Results;
using Strata.Models.Tests.Gguf;

namespace Strata.Models.Tests.Pull;

public sealed class FileSourceTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly GgufSample sample = new();

    public void Dispose()
    {
        place.Dispose();
        sample.Dispose();
    }

    [Fact]
    public async Task A_file_of_this_machine_becomes_a_stored_model()
    {
        var path = sample.Save(GgufSample.Bytes(), "Tiny Model.Q8_0.gguf");
        var stored = (await place.PullAsync(path)).Value;
        File.Delete(path);
        Assert.Equal("tiny-model-q8_0", stored.Name);
        Assert.Equal(GgufSample.Bytes(), await File.ReadAllBytesAsync(place.Store.Find("tiny-model-q8_0").Value.Path));
        Assert.Equal(Workplace.Sha256(GgufSample.Bytes()), stored.Manifest!.Files[0].Sha256);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_leaves_nothing()
    {
        var pulled = await place.PullAsync(sample.Save(GgufSample.Bytes()[..100], "cut.gguf"));
        Assert.Equal(ProblemCode.CorruptData, pulled.Problem.Code);
        Assert.Empty(place.Store.List());
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_named() =>
        Assert.Contains("nowhere.gguf", (await place.PullAsync("/nowhere.gguf")).Problem.Message, StringComparison.Ordinal);
}
