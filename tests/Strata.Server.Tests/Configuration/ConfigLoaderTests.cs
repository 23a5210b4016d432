using Strata.Core.Configuration;
using Strata.Server.Configuration;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Configuration;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Flags_lie_over_the_environment_which_lies_over_the_file()
    {
        var root = Load("test:\n  word: file\n  number: 1\n  other: file\n", [("test.word", "flag", "--set")], ("STRATA__TEST__WORD", "env"), ("STRATA__TEST__NUMBER", "2")).Root;
        Assert.Equal(("flag", "2", "file"), (Scalar(root, "word"), Scalar(root, "number"), Scalar(root, "other")));
        Assert.Equal(("--set", "STRATA__TEST__NUMBER", "strata.yaml:4"), (ConfigOrigin.Of(root, "test.word"), ConfigOrigin.Of(root, "test.number"), ConfigOrigin.Of(root, "test.other")));
    }

    [Fact]
    public void The_environment_reaches_into_lists()
    {
        var root = Load("gateway:\n  upstreams:\n    - name: a\n", [], ("STRATA__GATEWAY__UPSTREAMS__0__KEY", "k"), ("STRATA__GATEWAY__UPSTREAMS__1__NAME", "b")).Root;
        var upstreams = root.Members!["gateway"].Members!["upstreams"].Items!;
        Assert.Equal(["a", "b"], upstreams.Select(u => u.Members!["name"].Scalar));
        Assert.Equal("k", upstreams[0].Members!["key"].Scalar);
    }

    [Fact]
    public void References_take_values_from_the_environment()
    {
        var loaded = Load("test:\n  a: ${NAME}\n  b: x-${GONE:-instead}-y\n  c: $${NAME}\n  d: ${EMPTY:-filled}\n", [], ("NAME", "value"), ("EMPTY", ""));
        Assert.Empty(loaded.Findings);
        Assert.Equal(["value", "x-instead-y", "${NAME}", "filled"], new[] { "a", "b", "c", "d" }.Select(k => Scalar(loaded.Root, k)));
    }

    [Fact]
    public void A_missing_variable_is_named_with_the_key_and_the_line()
    {
        var finding = Assert.Single(Load("test:\n  a: ${GONE}\n", []).Findings);
        Assert.Equal(("test.a", "strata.yaml:2"), (finding.Key, finding.Origin));
        Assert.Contains("GONE is not set", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_broken_section_is_named_and_the_sound_ones_are_read()
    {
        var loaded = Load("one:\n  a: [1, 2\ntwo:\n  b: fine\nthree:\n  c: 'open\nfour:\n  d: ${GONE}\n", []);
        Assert.Equal(["one", "three"], loaded.Broken.Order());
        Assert.Equal("fine", loaded.Root.Members!["two"].Members!["b"].Scalar);
        Assert.Equal(["four.d", "one", "three"], loaded.Findings.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.All(loaded.Findings, f => Assert.Matches(@"^strata\.yaml:\d+$", f.Origin));
    }

    [Fact]
    public void A_doubled_key_is_refused_and_both_places_are_named()
    {
        var finding = Assert.Single(Load("a:\n  x: 1\n  x: 2\n", []).Findings);
        Assert.Equal("a.x", finding.Key);
        Assert.Equal("strata.yaml:3", finding.Origin);
        Assert.Contains("strata.yaml:2", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_are_followed_and_bounded()
    {
        Assert.Equal("1", Load("a: &x\n  v: 1\ntest: *x\n", []).Root.Members!["test"].Members!["v"].Scalar);
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains(Load(bomb, []).Findings, f => f.IsError);
    }

    [Fact]
    public void Depth_and_size_are_bounded()
    {
        Assert.Contains("deeper", Assert.Single(Load("a: " + new string('[', 60) + new string(']', 60) + "\n", []).Findings).What, StringComparison.Ordinal);
        Assert.Contains("bytes", Assert.Single(Load("a: " + new string('x', YamlLimits.BytesMax) + "\n", []).Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_named_and_is_missing_is_an_error()
    {
        var finding = Assert.Single(ConfigLoader.Load(new ConfigSources { File = "/nowhere/x.yaml", Environment = new Dictionary<string, string>() }).Findings);
        Assert.True(finding.IsError);
        Assert.Contains("--config", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_files_make_findings_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var sound = "server:\n  listen: http://127.0.0.1:1\n  tls: {certificate: a, key: b}\ngateway:\n  upstreams:\n    - &u {name: a, url: 'x'}\n    - *u\n  prices: ${X:-1}\n";
        const string noise = "\t\n:-[]{}&*!|>'\"%@`#,? \0\u00e4a1$";
        for (var round = 0; round < 1_500; round++)
        {
            var text = sound.ToCharArray();
            for (var hit = random.Next(1, 6); hit > 0; hit--)
            {
                text[random.Next(text.Length)] = noise[random.Next(noise.Length)];
            }

            _ = Load(new string(text)[..random.Next(text.Length)], []).Root.Members!.Count;
        }
    }

    private static string? Scalar(ConfigNode root, string key) => root.Members!["test"].Members![key].Scalar;

    private LoadedConfig Load(string yaml, (string, string, string)[] flags, params (string, string)[] environment) => ConfigLoader.Load(new ConfigSources
    {
        File = folder.Write("strata.yaml", yaml),
        Environment = environment.ToDictionary(e => e.Item1, e => e.Item2),
        Flags = flags,
    });
}
