using System.Buffers;
using System.Text;
using Strata.Guard;
using Strata.Guard.Options;

namespace Strata.Benchmarks.Guard;

/// <summary>CPU time per kB of text (UTF-8): prose, code, logs, base64, text full of findings; whole and in pieces of 16 characters.</summary>
internal static class GuardArea
{
    private const int BudgetMs = 250;
    private const int Piece = 16;

    public static void Run(string[] args)
    {
        var types = Compile(("PII", GuardAction.Redact), ("SECRETS", GuardAction.Redact));
        var all = Compile(("PII", GuardAction.Redact), ("SECRETS", GuardAction.Redact), ("INJECTION", GuardAction.Flag), ("words", GuardAction.Redact), ("codes", GuardAction.Redact));
        Console.WriteLine($"{"µs of CPU per kB",-18}{"16 types",10}{"pieces",10}{"everything",12}{"pieces",10}");
        foreach (var (name, text) in Texts())
        {
            var kilobytes = Encoding.UTF8.GetByteCount(text) / 1000.0;
            string Per(Cost cost) => $"{cost.CpuSeconds * 1e6 / kilobytes:0.00}";
            Console.WriteLine($"{name,-18}{Per(Whole(types, text)),10}{Per(Pieces(types, text)),10}{Per(Whole(all, text)),12}{Per(Pieces(all, text)),10}");
        }
    }

    private static GuardPolicy Compile(params (string Detector, GuardAction Action)[] rules) => GuardPolicy.Compile("bench", new GuardPolicyOptions
    {
        Rules = [.. rules.Select(r => new GuardRuleOptions { Detector = r.Detector, Action = r.Action })],
        Keywords = new Dictionary<string, KeywordSetOptions> { ["words"] = new() { Words = [.. Enumerable.Range(0, 1000).Select(i => $"codename{i}")] } },
        Patterns = new Dictionary<string, PatternSetOptions> { ["codes"] = new() { Patterns = [@"\bEMP-\d{6}\b"] } },
    }).Value;

    private static Cost Whole(GuardPolicy policy, string text) => Cost.Of(() => policy.Apply(GuardDirection.Input, text), BudgetMs);

    private static Cost Pieces(GuardPolicy policy, string text)
    {
        var safe = new ArrayBufferWriter<char>(text.Length * 2);
        return Cost.Of(
            () =>
            {
                safe.ResetWrittenCount();
                using var scan = policy.Begin(GuardDirection.Output);
                for (var i = 0; i < text.Length; i += Piece)
                {
                    scan.Push(text.AsSpan(i, Math.Min(Piece, text.Length - i)), safe);
                }

                scan.Complete(safe);
            },
            BudgetMs);
    }

    private static IEnumerable<(string Name, string Text)> Texts()
    {
        var random = new Random(1);
        var base64 = new byte[6000];
        random.NextBytes(base64);
        yield return ("prose", Repeat("The committee met on Tuesday to discuss the proposal; after a long debate (nearly two hours), it decided to postpone the vote until spring. "));
        yield return ("code", Repeat("public static int Sum(IReadOnlyList<int> values) => values.Where(v => v > 10).Aggregate(0, (a, b) => a + b); // see issue #4711\n"));
        yield return ("log lines", Repeat("2026-11-21T10:30:12.123Z INFO request_id=7b0c1f2e-55aa-4d1b-9a3e-0f1e2d3c4b5a path=/v1/chat status=200 took=12.7ms bytes=20481\n"));
        yield return ("json", Repeat("{\"id\":4711,\"name\":\"Widget\",\"tags\":[\"a\",\"b\"],\"price\":12.99,\"stock\":{\"berlin\":17,\"paris\":3},\"ok\":true}"));
        yield return ("base64", Convert.ToBase64String(base64));
        yield return ("chinese", Repeat("今天天气很好，我们决定一起去公园散步，然后在附近的餐馆吃午饭。"));
        yield return ("full of findings", Repeat("mail bob@example.com or +49 30 901820, card 4111 1111 1111 1111, key sk_live_4eC39HqLyjWDarjtT1zdp7dc, password=Xy7pQ2mnT from 192.0.2.17. "));
    }

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, (8000 / text.Length) + 1));
}
