using System.Diagnostics;
using System.Runtime.InteropServices;
using Strata.Core.Results;
using Strata.Models.Gguf;

namespace Strata.Models.Tests.Gguf;

public sealed class GgufFileTests : IDisposable
{
    private readonly GgufSample sample = new();

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var file = GgufFile.Open(sample.Save(GgufSample.Bytes())).Value;

        Assert.Equal(3u, file.Version);
        Assert.Equal(GgufSample.Metadata.Select(pair => pair.Key), file.Metadata.Keys);
        Assert.Equal([1f, 2, 3, 4, 5, 6], MemoryMarshal.Cast<byte, float>(file.Bytes(file.Find("a")!)).ToArray());
        Assert.Equal([4f, 5, 6], MemoryMarshal.Cast<byte, float>(file.Rows(file.Find("a")!, 1, 1)).ToArray());
        Assert.Equal(135, file.Parameters);
        Assert.Equal((4 * 34, 2L), ((int)file.Find("b")!.SizeBytes, file.Find("b")!.Rows));
    }

    [Fact(Timeout = 10_000)]
    public async Task A_named_pipe_is_refused_and_not_waited_for()
    {
        var path = sample.Save([]);
        File.Delete(path);
        using var mkfifo = Process.Start("mkfifo", [path]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        var opened = await Task.Run(() => GgufFile.Open(path), TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCode.CorruptData, opened.Problem.Code);
    }

    [Fact]
    public void Metadata_is_read_by_type_and_a_wrong_one_names_its_key()
    {
        using var file = GgufFile.Open(sample.Save(GgufSample.Bytes())).Value;
        var metadata = file.Metadata;

        Assert.Equal("llama", metadata.String("general.architecture").Value);
        Assert.Equal(2, metadata.Int32("llama.block_count").Value);
        Assert.Equal(-3, metadata.Int32("odd.small").Value);
        Assert.Equal(10000f, metadata.Single("llama.rope.freq_base").Value);
        Assert.Equal(["<s>", "▁a", "ü"], metadata.Strings("tokenizer.ggml.tokens").Value);
        Assert.Equal([3, 1, 1], metadata.Int32s("tokenizer.ggml.token_type").Value);
        Assert.Equal([0f, -1f, -2.5f], metadata.Singles("tokenizer.ggml.scores").Value);
        Assert.Equal(7, metadata.Int32Or("llama.none", 7).Value);
        Assert.True(metadata.Boolean("tokenizer.ggml.add_bos_token", false).Value);
        Assert.Equal("llama.block_count", metadata.String("llama.block_count").Problem.Field);
        Assert.Equal("odd.wide", metadata.Integer("odd.wide").Problem.Field);
        Assert.Contains("'llama.none'", metadata.Integer("llama.none").Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_version_2_is_read()
    {
        var bytes = GgufSample.Bytes();
        bytes[4] = 2;
        using var file = GgufFile.Open(sample.Save(bytes)).Value;
        Assert.Equal(3, file.Tensors.Count);
    }

    [Fact]
    public void A_missing_file_is_not_found() =>
        Assert.Equal(ProblemCode.NotFound, GgufFile.Open(sample.PathOf("none.gguf")).Problem.Code);

    [Theory]
    [InlineData(0, "GGUF")]
    [InlineData(4, "version")]
    [InlineData(15, "tensors")]
    [InlineData(23, "metadata keys")]
    public void A_damaged_header_says_what_is_wrong(int position, string said)
    {
        var bytes = GgufSample.Bytes();
        bytes[position] = 0x7E;
        Assert.Contains(said, GgufFile.Open(sample.Save(bytes)).Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_tensor_type_is_refused_by_number()
    {
        var tensors = new[] { new GgufTensorData("x", GgufTensorType.F32, [1], new byte[4]) };
        using var stream = new MemoryStream();
        GgufWriter.Write(stream, [], tensors);
        var bytes = stream.ToArray();
        bytes[24 + 8 + 1 + 4 + 8] = 41;
        var problem = GgufFile.Open(sample.Save(bytes)).Problem;
        Assert.Contains("type 41", problem.Message, StringComparison.Ordinal);
        Assert.Equal("x", problem.Field);
    }

    [Fact]
    public void A_split_model_is_read_as_one()
    {
        SaveSplits(3, 3);
        using var file = GgufFile.Open(sample.PathOf("m-00001-of-00003.gguf")).Value;
        Assert.Equal(["a", "b", "c"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(7f, MemoryMarshal.Cast<byte, float>(file.Bytes(file.Find("c")!))[0]);
    }

    [Fact]
    public void A_split_model_with_a_file_or_tensor_missing_is_refused()
    {
        SaveSplits(3, 4);
        Assert.Equal(GgufLayout.SplitTensorsKey, GgufFile.Open(sample.PathOf("m-00001-of-00003.gguf")).Problem.Field);
        Assert.Contains("open the first", GgufFile.Open(sample.PathOf("m-00002-of-00003.gguf")).Problem.Message, StringComparison.Ordinal);
        File.Delete(sample.PathOf("m-00003-of-00003.gguf"));
        Assert.Equal(ProblemCode.NotFound, GgufFile.Open(sample.PathOf("m-00001-of-00003.gguf")).Problem.Code);
    }

    [Fact]
    public void Metadata_beyond_the_memory_limit_is_refused()
    {
        var problem = GgufFile.Open(sample.Save(GgufSample.Bytes()), new GgufLimits { MetadataBytesMax = 300 }).Problem;
        Assert.Equal(ProblemCode.TooLarge, problem.Code);
    }

    public void Dispose() => sample.Dispose();

    private void SaveSplits(int count, int stated)
    {
        for (var i = 0; i < count; i++)
        {
            List<KeyValuePair<string, GgufValue>> keys =
            [
                new(GgufLayout.SplitNumberKey, GgufValue.Of((ushort)i)),
                new(GgufLayout.SplitCountKey, GgufValue.Of((ushort)count)),
                new(GgufLayout.SplitTensorsKey, GgufValue.Of(stated)),
            ];
            GgufWriter.Write(sample.PathOf(GgufLayout.SplitName("m", i, count)), keys, [GgufSample.Tensors[i]]);
        }
    }
}
