using System.IO.Compression;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Templates;

namespace Strata.Checks;

/// <summary>
/// Renders every row of <c>expected.jsonl.gz</c>: what jinja2 rendered must come out byte for byte, what it refused must be
/// refused with a message that names template, line and cause.
/// </summary>
internal static class TemplatesCheck
{
    public static async Task RunAsync(string folder, Tally tally)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "expected.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var templates = new Dictionary<string, Result<ChatTemplate>>();
        while (await lines.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            var name = row.GetProperty("template").GetString()!;
            if (!templates.TryGetValue(name, out var template))
            {
                var path = Path.Combine(folder, name.EndsWith(".jinja", StringComparison.Ordinal) ? name : name + ".jinja");
                template = ChatTemplate.Parse(await File.ReadAllTextAsync(path), name);
                templates[name] = template;
            }

            Compare(row, name, template.Then(parsed => parsed.Render(Arguments(row))), tally);
        }
    }

    private static void Compare(JsonElement row, string name, Result<RenderedPrompt> rendered, Tally tally)
    {
        var title = $"{name} / {row.GetProperty("case").GetString()}";
        if (row.TryGetProperty("error", out var error))
        {
            var isNamed = !rendered.IsOk && rendered.Problem.Message.StartsWith($"Template '{name}', line ", StringComparison.Ordinal);
            Count(tally, isNamed, $"{title}: jinja2 refuses ({error}), ours gives {rendered}");
            return;
        }

        var expected = row.GetProperty("expected").GetString();
        Count(tally, rendered.IsOk && rendered.Value.Text == expected, $"{title}: {Difference(expected!, rendered.IsOk ? rendered.Value.Text : rendered.Problem.Message)}");
    }

    private static TemplateArguments Arguments(JsonElement row)
    {
        var given = row.GetProperty("arguments");
        JsonElement? Find(string name) => given.TryGetProperty(name, out var value) ? value.Clone() : null;
        string[] known = ["add_generation_prompt", "bos_token", "eos_token", "unk_token", "pad_token", "tools", "documents"];
        return TemplateArguments.ForJson(row.GetProperty("messages")) with
        {
            AddGenerationPrompt = given.GetProperty("add_generation_prompt").GetBoolean(),
            BosToken = Find("bos_token")?.GetString(),
            EosToken = Find("eos_token")?.GetString(),
            SpecialTokens = new Dictionary<string, string> { ["unk_token"] = "<UNK>", ["pad_token"] = "<PAD>" },
            Tools = Find("tools"),
            Documents = Find("documents"),
            Extra = given.EnumerateObject().Where(property => !known.Contains(property.Name)).ToDictionary(p => p.Name, p => p.Value),
            Clock = new FixedClock(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
        };
    }

    private static void Count(Tally tally, bool passed, string what)
    {
        if (passed)
        {
            tally.Pass();
        }
        else
        {
            tally.Fail(what);
        }
    }

    private static string Difference(string expected, string actual)
    {
        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        string Near(string text) => text.Substring(Math.Min(at, text.Length), Math.Min(80, Math.Max(0, text.Length - at)));
        return $"differs at {at}: expected «{Near(expected)}», got «{Near(actual)}»";
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
