using System.Buffers.Text;
using System.Text;

namespace Strata.Guard.Tests.Labelled;

/// <summary>Makers of one value each, in the writings that the formats' specifications allow.</summary>
internal static class Positives
{
    public static readonly (string Type, Func<Random, string> Make)[] All =
    [
        ("EMAIL", r => $"{Pick(r, "j.doe", "anna-lena.k", "o'brien", "x_y_z", "test.user+news", "ünal", "a", "UPPER.Case")}@{Host(r)}"),
        ("PHONE", r => Pick(r, $"+49 30 {Digits.Some(r, 8)}", $"+33 6 {Pairs(r, 4)}", $"+1 (415) 555-{Digits.Some(r, 4)}", $"+1-212-555-{Digits.Some(r, 4)}")),
        ("PHONE", r => Pick(r, $"+44 (0)20 7946 {Digits.Some(r, 4)}", $"+919876{Digits.Some(r, 6)}")),
        ("PHONE", r => Pick(r, $"020 7946 0{Digits.Some(r, 3)}", $"07700 900{Digits.Some(r, 3)}", $"06 12 {Pairs(r, 3)}",
            $"415-555-{Digits.Some(r, 4)}", $"212.555.{Digits.Some(r, 4)}", $"1-800-555-{Digits.Some(r, 4)}", $"03-1234-{Digits.Some(r, 4)}", $"(11) 98765-{Digits.Some(r, 4)}")),
        ("CREDIT_CARD", r => Card(r)),
        ("IBAN", r => Iban(r)),
        ("US_SSN", r => $"{r.Next(1, 666):000}-{r.Next(1, 100):00}-{r.Next(1, 10000):0000}"),
        ("IP", r => $"{r.Next(1, 127)}.{r.Next(256)}.{r.Next(256)}.{r.Next(256)}"),
        ("IP", r => Pick(r, $"2001:db8::{r.Next(1, 0xFFFF):x}", $"fe80::{r.Next(0x1000, 0xFFFF):x}:{r.Next(0x1000, 0xFFFF):x}",
            $"2a02:8108:{r.Next(0x1000, 0xFFFF):x}:0:{r.Next(0x1000, 0xFFFF):x}:ff:fe00:1", $"::ffff:{r.Next(1, 127)}.2.3.{r.Next(1, 255)}", $"2001:DB8:0:0:8:800:{r.Next(0x1000, 0xFFFF):X}:417A")),
        ("AWS_ACCESS_KEY", r => Pick(r, "AKIA", "ASIA") + Digits.Word(r, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
        ("GITHUB_TOKEN", r => r.Next(3) == 0 ? $"github_pat_{Digits.Word(r, 22)}_{Digits.Word(r, 59)}" : Pick(r, "ghp_", "gho_", "ghu_", "ghs_", "ghr_") + Digits.Word(r, 36)),
        ("SLACK_TOKEN", r => Pick(r, $"xoxb-{Digits.Some(r, 12)}-{Digits.Some(r, 13)}-{Digits.Word(r, 24)}",
            $"xoxp-{Digits.Some(r, 11)}-{Digits.Some(r, 11)}-{Digits.Some(r, 13)}-{Digits.Word(r, 32, "0123456789abcdef")}",
            $"xapp-1-A{Digits.Word(r, 10)}-{Digits.Some(r, 13)}-{Digits.Word(r, 64, "0123456789abcdef")}",
            $"https://hooks.slack.com/services/T{Digits.Word(r, 8, "ABCDEFGHIJ0123456789")}/B{Digits.Word(r, 8, "ABCDEFGHIJ0123456789")}/{Digits.Word(r, 24)}")),
        ("OPENAI_KEY", r => Pick(r, $"sk-{Digits.Word(r, 20)}T3BlbkFJ{Digits.Word(r, 20)}", $"sk-proj-{Digits.Word(r, 74, Url)}T3BlbkFJ{Digits.Word(r, 73, Url)}A", $"sk-svcacct-{Digits.Word(r, 60)}")),
        ("STRIPE_KEY", r => Pick(r, "sk_live_", "sk_test_", "rk_live_") + Digits.Word(r, Pick(r, 24, 99))),
        ("GOOGLE_KEY", r => "AIza" + Digits.Word(r, 34, Url) + "Q"),
        ("JWT", Jwt),
        ("PRIVATE_KEY", r => Key(r)),
        ("DB_URL", r =>
            $"{Pick(r, "postgres", "postgresql+psycopg2", "mysql", "mongodb+srv")}://svc:{Digits.Word(r, 14)}@{Pick(r, "db.internal", "10.0.0.5:5432")}/{Pick(r, "main", "app?sslmode=require", "")}"),
        ("DB_URL", r => $"rediss://:{Digits.Word(r, 20)}@cache.example.org:6380/0"),
    ];

    private const string Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];

    private static string Host(Random r) =>
        Pick(r, "example.org", "mail.example.co.uk", "sub-domain.example.museum", "xn--bcher-kva.example", "bücher.example", "123.com", "EXAMPLE.COM");

    private static string Pairs(Random r, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Digits.Some(r, 2)));

    private static string Card(Random r)
    {
        var (head, length) = Pick(r, ("4", 16), ("51", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("3056", 14), ("36", 14), ("3530", 16), ("62", 16), ("4", 19));
        var number = Digits.Card(r, head, length);
        return r.Next(3) switch
        {
            0 => number,
            1 when length == 15 => $"{number[..4]} {number[4..10]} {number[10..]}",
            1 when length == 14 => $"{number[..4]} {number[4..10]} {number[10..]}",
            1 => Digits.Fours(number),
            _ when length == 16 => Digits.Fours(number, '-'),
            _ => number,
        };
    }

    private static string Iban(Random r)
    {
        var iban = Pick(
            r,
            () => Digits.Iban("DE", Digits.Some(r, 18)),
            () => Digits.Iban("FR", Digits.Some(r, 10) + Digits.Word(r, 11, "ABCDEFGHIJ0123456789") + Digits.Some(r, 2)),
            () => Digits.Iban("GB", "NWBK" + Digits.Some(r, 14)),
            () => Digits.Iban("NO", Digits.Some(r, 11)),
            () => Digits.Iban("MT", "MALT" + Digits.Some(r, 5) + Digits.Word(r, 18, "ABCDEFGHIJ0123456789")),
            () => Digits.Iban("BR", Digits.Some(r, 23) + "P1"),
            () => Digits.Iban("SA", Digits.Some(r, 20)))();
        return r.Next(2) == 0 ? iban : Digits.Fours(iban);
    }

    private static string Jwt(Random r)
    {
        var header = Pick(r, """{"alg":"RS256","kid":"k-17","typ":"JWT"}""", """{"typ":"JWT","alg":"ES256"}""", """{ "alg": "none" }""".Replace("{ ", "{", StringComparison.Ordinal), """{"kid":"a","alg":"EdDSA"}""");
        var payload = $$"""{"iss":"https://id.example.org","sub":"{{r.Next()}}","exp":{{r.Next()}}}""";
        return $"{Encode(header)}.{Encode(payload)}.{Digits.Word(r, 86, Url)}0";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Key(Random r)
    {
        var label = Pick(r, "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK");
        var line = Pick(r, "\n", "\r\n", "\\n");
        var header = label == "RSA PRIVATE KEY" && r.Next(2) == 0 ? $"Proc-Type: 4,ENCRYPTED{line}DEK-Info: AES-128-CBC,{Digits.Word(r, 32, "0123456789ABCDEF")}{line}{line}" : "";
        var body = string.Join(line, Enumerable.Range(0, r.Next(1, 26)).Select(_ => Digits.Word(r, 64, Url.Replace('-', '+').Replace('_', '/'))));
        return $"-----BEGIN {label}-----{line}{header}{body}{line}-----END {label}-----";
    }
}
