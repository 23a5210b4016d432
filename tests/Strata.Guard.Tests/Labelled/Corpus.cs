namespace Strata.Guard.Tests.Labelled;

/// <summary>Seeded texts with known contents: values in sentences, code, logs and JSON, negatives between them.</summary>
internal static class Corpus
{
    private static readonly string[] Frames =
    [
        "Please write to {0} today.", "{{\"value\":\"{0}\",\"n\":1}}", "field={0};x=1", "({0})", "- {0}\n- next", "see {0}, then go on", "{0}", "value: {0}",
        "`{0}` fails with error 17", "<td>{0}</td>", "Bitte an {0}.", "请使用 {0} 。",
    ];

    private static readonly (string Frame, Func<Random, string> Make)[] Secrets =
    [
        ("PASSWORD={0}", r => Digits.Word(r, 16)),
        ("\"client_secret\": \"{0}\"", r => Digits.Word(r, 32)),
        ("password: {0}\nuser: x", r => $"Tr{Digits.Word(r, 8)}!7#z"),
        ("const apiKey = '{0}';", r => Digits.Word(r, 40)),
        ("Authorization: Bearer {0}", r => Digits.Word(r, 43)),
        ("the password is {0} for now", r => $"Qz8{Digits.Word(r, 9)}"),
        ("aws_secret_access_key = {0}", r => $"wJ4/{Digits.Word(r, 36)}"),
        ("--token {0} --verbose", r => $"A9z{Digits.Word(r, 25)}"),
        ("<password>{0}</password>", r => $"{Digits.Word(r, 12)}4x"),
        ("db.passwd := \"{0}\"", r => $"{Digits.Word(r, 12)}7"),
        ("X-Api-Key: {0}", r => $"{Digits.Word(r, 31, "0123456789abcdef")}a1"),
        ("?access_token={0}&v=2", r => $"{Digits.Word(r, 30)}9"),
    ];

    public static IEnumerable<LabelledText> Make(int seed, int rounds)
    {
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (type, make) in Positives.All)
            {
                yield return Fill(Frames[random.Next(Frames.Length)].Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal), type, make(random));
            }

            foreach (var (frame, make) in Secrets)
            {
                yield return Fill(frame, "GENERIC_SECRET", make(random));
            }

            foreach (var make in Negatives.All)
            {
                yield return new LabelledText(make(random), []);
            }
        }
    }

    private static LabelledText Fill(string frame, string type, string value)
    {
        var at = frame.IndexOf("{0}", StringComparison.Ordinal);
        return new LabelledText(string.Concat(frame.AsSpan(0, at), value, frame.AsSpan(at + 3)), [(at, at + value.Length, type)]);
    }
}
