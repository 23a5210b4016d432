using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Matrix;

/// <summary>
/// Every dialect as caller against every dialect as provider. A fact arrives, or is refused or noted by the name of its member, or its
/// loss stands in <see cref="Left"/> with the reason: anything else fails. The page with the table is made by this test.
/// </summary>
public sealed class MatrixTests
{
    private const string Page = "docs/design/dialect-matrix.md";
    private const string Arrives = "✓";
    private const string CannotSay = "·";
    private readonly List<string> wrong = [];

    private static readonly Side[] Sides = [new ChatSide(), new ResponsesSide(), new AnthropicSide(), new GeminiSide(), new BedrockSide(), new OllamaSide()];

    /// <summary>Facts of answers that a caller's dialect has no place for. Sums and texts still hold: these are only parts told apart.</summary>
    private static readonly Dictionary<(string Feature, string Caller), string> Left = new()
    {
        [("sealed reasoning", "ollama.chat")] = "no member for a seal: models that want their reasoning back cannot be continued through this dialect",
        [("cached tokens", "ollama.chat")] = "counted in the sum, not told apart",
        [("reasoning tokens", "ollama.chat")] = "counted in the sum, not told apart",
        [("reasoning tokens", "bedrock")] = "counted in the sum, not told apart",
    };

    [Fact]
    public void Every_pair_expresses_carries_notes_or_refuses_by_name()
    {
        var marks = new List<string>();
        var text = new StringBuilder();
        text.Append("# Which fact crosses between which dialects\n\nMade by a test (`MatrixTests`, renewed with `STRATA_ACCEPT=1`): "
            + "each cell was run, requests with the caller's own JSON and answers plain and streamed.\n");
        text.Append("`✓` arrives; `·` this dialect cannot say it; `n` left out or said otherwise, with a note to the caller; `r` refused by name; `l` left out of the answer, for the reason below.\n");
        text.Append("\n## Requests\n\n| caller → provider |").Append(string.Concat(MatrixFeatures.Requests.Select(feature => $" {feature.Name} |"))).Append("\n|---|").Append(
            string.Concat(MatrixFeatures.Requests.Select(_ => "---|"))).Append('\n');
        foreach (var (caller, provider) in Pairs())
        {
            text.Append($"| {caller.Name} → {provider.Name} |").Append(string.Concat(MatrixFeatures.Requests.Select(feature => $" {Short(Cell(() => Cross(feature, caller, provider)), marks)} |"))).Append('\n');
        }

        text.Append("\n## Answers\n\n| provider → caller |").Append(string.Concat(MatrixFeatures.Answers.Select(feature => $" {feature.Name} |"))).Append(" error in a stream |\n|---|").Append(
            string.Concat(MatrixFeatures.Answers.Select(_ => "---|"))).Append("---|\n");
        foreach (var (provider, caller) in Pairs())
        {
            text.Append($"| {provider.Name} → {caller.Name} |").Append(string.Concat(MatrixFeatures.Answers.Select(feature => $" {Short(Cell(() => Back(feature, provider, caller)), marks)} |")))
                .Append(' ').Append(Cell(() => Broken(provider, caller))).Append(" |\n");
        }

        text.Append("\n## The marks\n\n").Append(string.Concat(marks.Select(mark => $"- {mark}\n")));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Accept(text.ToString());
    }

    private static IEnumerable<(Side, Side)> Pairs() => Sides.SelectMany(one => Sides.Select(other => (one, other)));

    /// <summary>Runs a cell; what fails is kept, so that one run shows all that is wrong.</summary>
    private string Cell(Func<string> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is Xunit.Sdk.IAssertionException)
        {
            wrong.Add(exception.Message);
            return "✗";
        }
    }

    private static string Cross((string Name, Ask Ask, Func<Ask, Ask, bool> Arrived) feature, Side caller, Side provider)
    {
        if (caller.Request(feature.Ask) is not { } body)
        {
            return CannotSay;
        }

        var read = caller.Dialect.ReadRequest(Wired.Utf8(body.ToJsonString()), caller.Target);
        Assert.True(read.IsOk, $"{caller.Name} reads its own {feature.Name}: {read}");
        var output = new ArrayBufferWriter<byte>();
        var written = provider.Dialect.WriteRequest(read.Value, new WriteProfile(provider.Target.Model ?? "m"), output);
        if (!written.Try(out var request, out var problem))
        {
            Assert.True(problem is { Code: ProblemCode.UnsupportedParameter, Field.Length: > 0 }, $"{caller.Name} → {provider.Name}, {feature.Name}: {problem}");
            return $"r `{problem.Field}`";
        }

        var heard = provider.Understood(JsonNode.Parse(output.WrittenSpan)!);
        if (feature.Arrived(feature.Ask, heard) && Failure(feature.Ask, heard, caller))
        {
            return Arrives;
        }

        var notes = request.Notes.Select(note => note.Member).Except(Usual(caller, provider)).Distinct().ToList();
        Assert.True(notes.Count > 0, $"{caller.Name} → {provider.Name}: '{feature.Name}' got lost in silence: {Encoding.UTF8.GetString(output.WrittenSpan)}");
        return "n " + string.Join(", ", notes.Select(note => $"`{note}`"));
    }

    /// <summary>What is noted of every request of a pair, and so says nothing about one fact.</summary>
    private static IEnumerable<string> Usual(Side caller, Side provider)
    {
        var read = caller.Dialect.ReadRequest(Wired.Utf8(caller.Request(new Ask { Text = "x" })!.ToJsonString()), caller.Target);
        return provider.Dialect.WriteRequest(read.Value, new WriteProfile(provider.Target.Model ?? "m"), new ArrayBufferWriter<byte>()).Value.Notes.Select(note => note.Member);
    }

    /// <summary>A failure that the caller can mark is marked, or said in words that the text itself does not have.</summary>
    private static bool Failure(Ask asked, Ask heard, Side caller) =>
        asked.Results.Count == 0 || !caller.MarksFailures || heard.Results[1].IsError || heard.Results[1].Text != asked.Results[1].Text;

    private static string Back((string Name, Told Told, Func<Told, Told, bool> Arrived) feature, Side provider, Side caller)
    {
        if (provider.Answer(feature.Told) is not { } body)
        {
            return CannotSay;
        }

        var read = provider.Dialect.ReadAnswer(Wired.Utf8(body.ToJsonString()));
        Assert.True(read.IsOk, $"{provider.Name} reads its own {feature.Name}: {read}");
        var plain = caller.Heard(caller.Written(output => caller.Dialect.WriteAnswer(read.Value, Wired.Head, output)));
        var streamed = Streamed(feature.Told, provider, caller);
        if (feature.Arrived(feature.Told, plain) && feature.Arrived(feature.Told, streamed) && streamed.IsWhole)
        {
            return Arrives;
        }

        Assert.True(Left.TryGetValue((feature.Name, caller.Name), out var reason), $"{provider.Name} → {caller.Name}: '{feature.Name}' got lost:\nplain {plain}\nstream {streamed}");
        return "l " + reason;
    }

    private static Told Streamed(Told told, Side provider, Side caller)
    {
        var steps = new List<AnswerEvent>();
        var reader = provider.Dialect.OpenReader();
        var bytes = provider.Frames(provider.Stream(told));
        var scanned = 0;
        for (var rest = bytes.AsMemory(); provider.Splitter.Cut(rest.Span, ref scanned) is var length and > 0; rest = rest[length..], scanned = 0)
        {
            var frame = provider.Splitter.Open(rest.Span[..length]);
            Assert.True(reader.Read(frame.Name, frame.Data, steps).Try(out _, out var problem), $"{provider.Name} reads its own stream: {problem}");
        }

        reader.End(steps);
        Assert.True(steps.Exists(step => step.Kind == AnswerEventKind.Ended), $"{provider.Name}: a whole stream has an end");
        var output = new ArrayBufferWriter<byte>();
        var writer = caller.Dialect.OpenWriter(Wired.Head);
        steps.ForEach(step => writer.Write(step, output));
        writer.End(output);
        return caller.Heard(caller.Events(output.WrittenSpan));
    }

    /// <summary>Two pieces, then the provider's failure: the caller hears its words, and nothing that looks like an end.</summary>
    private static string Broken(Side provider, Side caller)
    {
        var steps = new List<AnswerEvent>();
        var reader = provider.Dialect.OpenReader();
        var bytes = provider.Frames([.. provider.Stream(MatrixFeatures.Answers[0].Told).Take(4), provider.Failure("the disk is on fire")]);
        var scanned = 0;
        for (var rest = bytes.AsMemory(); provider.Splitter.Cut(rest.Span, ref scanned) is var length and > 0; rest = rest[length..], scanned = 0)
        {
            var frame = provider.Splitter.Open(rest.Span[..length]);
            Assert.True(reader.Read(frame.Name, frame.Data, steps).IsOk, provider.Name);
        }

        reader.End(steps);
        Assert.Equal(AnswerEventKind.Failed, steps[^1].Kind);
        var output = new ArrayBufferWriter<byte>();
        var writer = caller.Dialect.OpenWriter(Wired.Head);
        steps.SkipLast(1).ToList().ForEach(step => writer.Write(step, output));
        writer.Fail(steps[^1].Problem!, "r1", output);
        var heard = caller.Heard(caller.Events(output.WrittenSpan));
        Assert.Contains("the disk is on fire", heard.Error, StringComparison.Ordinal);
        Assert.False(heard.IsWhole, $"{provider.Name} → {caller.Name}: a broken stream must not look whole");
        return Arrives;
    }

    /// <summary>Long cells become numbers whose meaning stands under the tables.</summary>
    private static string Short(string cell, List<string> marks)
    {
        if (cell is Arrives or CannotSay or "✗")
        {
            return cell;
        }

        var kind = cell[..1];
        var at = marks.FindIndex(mark => mark.EndsWith(cell[1..], StringComparison.Ordinal) && mark.StartsWith(kind, StringComparison.Ordinal));
        if (at < 0)
        {
            marks.Add($"{kind}{marks.Count(mark => mark.StartsWith(kind, StringComparison.Ordinal)) + 1}:{cell[1..]}");
            at = marks.Count - 1;
        }

        return marks[at].Split(':')[0];
    }

    private static void Accept(string text)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Directory.Packages.props")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        var path = Path.Combine(root.FullName, Page);
        if (Environment.GetEnvironmentVariable("STRATA_ACCEPT") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"{Page} is missing: run this test with STRATA_ACCEPT=1.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
