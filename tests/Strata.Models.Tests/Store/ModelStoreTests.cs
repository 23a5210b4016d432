using Strata.Core.Results;
using Strata.Models.Store;

namespace Strata.Models.Tests.Store;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("strata-store").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_committed_model_is_found_by_another_process_and_can_be_removed()
    {
        Add("tiny");
        var store = ModelStore.Open(directory).Value;
        var found = store.Find("tiny").Value;
        Assert.Equal((3L, "test"), (found.SizeBytes, found.Manifest!.Source));
        Assert.True(store.Remove("tiny").IsOk);
        Assert.Equal(ProblemCode.ModelNotFound, store.Find("tiny").Problem.Code);
        Assert.False(Directory.Exists(Path.Combine(directory, "tiny")));
    }

    [Fact]
    public void A_new_pull_takes_the_place_of_the_old_model()
    {
        Add("tiny");
        Add("tiny", [1, 2, 3, 4]);
        Assert.Equal(4, Assert.Single(ModelStore.Open(directory).Value.List()).SizeBytes);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"version":9,"checksum":"","model":{}}""")]
    [InlineData("""{"version":1,"checksum":"sha256:00","model":{"name":"tiny","source":"x","verification":"x","addedAt":"2026-01-01T00:00:00+00:00","files":[{"name":"m.gguf","sizeBytes":3,"sha256":"x"}]}}""")]
    public void A_damaged_manifest_is_said_so_and_not_listed(string text)
    {
        Add("tiny");
        File.WriteAllText(Path.Combine(directory, "tiny", "model.json"), text);
        var store = ModelStore.Open(directory).Value;
        Assert.Empty(store.List());
        Assert.Equal(ProblemCode.CorruptData, store.Find("tiny").Problem.Code);
    }

    [Fact]
    public void A_model_whose_file_was_cut_is_not_offered()
    {
        Add("tiny");
        File.WriteAllBytes(Path.Combine(directory, "tiny", "m.gguf"), [1]);
        Assert.Equal(ProblemCode.CorruptData, ModelStore.Open(directory).Value.Find("tiny").Problem.Code);
    }

    [Fact]
    public void A_path_works_where_a_name_does()
    {
        var path = Path.Combine(directory, "loose.gguf");
        File.WriteAllBytes(path, [1, 2]);
        Assert.Equal((path, 2L), (ModelStore.Open(directory).Value.Find(path).Value.Path, ModelStore.Open(directory).Value.Find(path).Value.SizeBytes));
        Assert.Equal(ProblemCode.ModelNotFound, ModelStore.Open(directory).Value.Find("/nowhere/x.gguf").Problem.Code);
    }

    [Fact]
    public void One_source_is_filled_by_one_pull_at_a_time()
    {
        var store = ModelStore.Open(directory).Value;
        using (store.Stage("key").Value)
        {
            Assert.Equal(ProblemCode.Conflict, store.Stage("key").Problem.Code);
        }

        store.Stage("key").Value.Dispose();
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData(".partial")]
    [InlineData("")]
    [InlineData("Upper")]
    public void A_name_that_is_no_folder_of_the_store_is_not_found(string name)
    {
        var store = ModelStore.Open(directory).Value;
        Assert.Equal(ProblemCode.ModelNotFound, store.Find(name).Problem.Code);
        Assert.Equal(ProblemCode.ModelNotFound, store.Remove(name).Problem.Code);
    }

    [Theory]
    [InlineData("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm2-135m-instruct-q4_1")]
    [InlineData("a/B-F16-00001-of-00003.gguf", "b-f16")]
    [InlineData("...gguf", "model")]
    public void A_files_name_makes_a_models_name(string file, string name) => Assert.Equal(name, ModelName.FromFile(file));

    private void Add(string name, byte[]? content = null)
    {
        var store = ModelStore.Open(directory).Value;
        using var staging = store.Stage("key").Value;
        File.WriteAllBytes(staging.PathOf("m.gguf"), content ?? [1, 2, 3]);
        File.WriteAllBytes(staging.PathOf("stray.part"), [0]);
        store.Commit(staging, new ModelManifest
        {
            Name = name,
            Source = "test",
            Verification = "none",
            AddedAt = DateTimeOffset.UnixEpoch,
            Files = [new StoredFile("m.gguf", content?.Length ?? 3, "x")],
        });
    }
}
