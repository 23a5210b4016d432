using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Hosting;
using Strata.Inference.Options;
using Strata.Inference.Tests.Models;

namespace Strata.Inference.Tests.Hosting;

public sealed class ModelHostTests : IDisposable, IModelLocator
{
    private readonly Dictionary<string, TinyModel> files = new() { ["a"] = new(new TinyShape()), ["b"] = new(new TinyShape { Seed = 2 }) };

    public IReadOnlyList<ModelDescription> List() => [.. files.Select(pair => new ModelDescription { Name = pair.Key, Path = pair.Value.Path })];

    public Result<ModelDescription> Find(string name) => List().FirstOrDefault(model => model.Name == name) is { } found
        ? found
        : new Problem(ProblemCode.ModelNotFound, $"no '{name}'");

    [Fact]
    public async Task A_model_is_loaded_by_name_and_described()
    {
        await using var host = Host(4);
        await using var model = (await host.OpenAsync("a", default)).Value;
        Assert.Equal(("a", "llama", "F32", 4096), (model.Description.Name, model.Description.Architecture, model.Description.Quantization, model.Description.ContextLength));
        Assert.Equal([true, false], host.List().Select(known => known.Loaded));
    }

    [Fact]
    public async Task Models_in_use_stay_and_idle_ones_make_place()
    {
        await using var host = Host(1);
        var first = (await host.OpenAsync("a", default)).Value;
        Assert.Equal(ProblemCode.Unavailable, (await host.OpenAsync("b", default)).Problem.Code);
        await first.DisposeAsync();
        await using var second = (await host.OpenAsync("b", default)).Value;
        Assert.Equal([false, true], host.List().Select(known => known.Loaded));
    }

    [Fact]
    public async Task A_model_that_was_evicted_while_it_loaded_is_ended_too()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await using (var host = Host(1))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await host.OpenAsync("a", gone.Token));
            await using var second = (await host.OpenAsync("b", default)).Value;
            Assert.Equal([false, true], host.List().Select(known => known.Loaded));
        }

        if (OperatingSystem.IsLinux())
        {
            var mapped = await File.ReadAllTextAsync("/proc/self/maps", TestContext.Current.CancellationToken);
            Assert.DoesNotContain(files["a"].Path, mapped, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_generation_outlives_its_handle()
    {
        await using var host = Host(1);
        var handle = (await host.OpenAsync("a", default)).Value;
        await using var steps = handle.GenerateAsync(handle.Prepare(Runs.Ask("x", 3)).Value, default).GetAsyncEnumerator();
        Assert.True(await steps.MoveNextAsync());
        await handle.DisposeAsync();
        Assert.Equal(ProblemCode.Unavailable, (await host.OpenAsync("b", default)).Problem.Code);
        Assert.True(await steps.MoveNextAsync());
    }

    [Fact]
    public async Task What_cannot_be_loaded_says_why_and_is_tried_anew()
    {
        await using var host = Host(2);
        Assert.Equal(ProblemCode.ModelNotFound, (await host.OpenAsync("none", default)).Problem.Code);
        Assert.Equal(ProblemCode.ModelNotFound, (await host.OpenAsync("/none/none.gguf", default)).Problem.Code);

        var path = files["a"].Path + ".cut.gguf";
        var bytes = await File.ReadAllBytesAsync(files["a"].Path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        Assert.Equal(ProblemCode.CorruptData, (await host.OpenAsync(path, default)).Problem.Code);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await using var model = (await host.OpenAsync(path, default)).Value;
        Assert.True(model.Description.Loaded);
    }

    [Theory]
    [InlineData("mamba", "general.architecture", "llama, mistral")]
    [InlineData("llama", "llama.expert_count", "mixture of experts")]
    public async Task A_model_of_another_kind_is_refused_by_name(string architecture, string field, string said)
    {
        using var other = new TinyModel(new TinyShape { Architecture = architecture, Extra = { [architecture + ".expert_count"] = 8 } });
        await using var host = Host(2);
        var problem = (await host.OpenAsync(other.Path, default)).Problem;
        Assert.Equal((ProblemCode.NotImplemented, field), (problem.Code, problem.Field));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tensor_of_the_wrong_shape_is_named()
    {
        using var other = new TinyModel(new TinyShape { Extra = { ["llama.feed_forward_length"] = 96 } });
        await using var host = Host(2);
        Assert.Equal("blk.0.ffn_gate.weight", (await host.OpenAsync(other.Path, default)).Problem.Field);
    }

    public void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }
    }

    private ModelHost Host(int models) => new(this, new InferenceOptions { Threads = 1, ModelsMax = models }, TimeProvider.System);
}
