namespace Strata.Guard.Tests.Labelled;

/// <summary>Texts that look like something and are nothing.</summary>
internal static class Negatives
{
    private const string Hex = "0123456789abcdef";

    public static readonly Func<Random, string>[] All =
    [
        r => $"request id {Uuid(r)} took {r.Next(9)}.{r.Next(999):000} s",
        r => $"md5 {Digits.Word(r, 32, Hex)} of the archive",
        r => $"\"etag\": \"W/\\\"{Digits.Word(r, 40, Hex)}\\\"\"",
        r => $"image: registry.example.org/app@sha256:{Digits.Word(r, 64, Hex)}",
        r => $"<img src=\"data:image/png;base64,{Digits.Word(r, 400)}{Digits.Word(r, 300)}==\">",
        r => $"order number {BadCard(r)} was sent",
        r => $"card {BadCard(r)} was refused",
        r => $"IBAN {Positives.Pick(r, "DE00", "GB99", "FR01")} {Digits.Some(r, 4)} {Digits.Some(r, 4)} {Digits.Some(r, 4)} {Digits.Some(r, 4)} {Digits.Some(r, 2)} is wrong",
        r => $"\"react\": \"^{r.Next(19)}.{r.Next(20)}.{r.Next(20)}\", \"left-pad\": \"~1.{r.Next(9)}.0\"",
        r => $"npm i lodash@{r.Next(9)}.{r.Next(99)}.{r.Next(99)} @types/node@{r.Next(30)}.{r.Next(9)}.1",
        r => $"version {r.Next(9)}.{r.Next(99)}.{r.Next(99)}.{r.Next(200)} fixes it",
        r => $"at {r.Next(10, 24)}:{r.Next(10, 60)}:{r.Next(10, 60)}.{r.Next(1000):000} on 20{r.Next(10, 30)}-{r.Next(10, 13)}-{r.Next(10, 29)}T{r.Next(10, 24)}:00:00+0200",
        r => $"mac {string.Join(':', Enumerable.Range(0, 6).Select(_ => Digits.Word(r, 2, Hex)))} joined",
        r => $"std::vector<int> a{r.Next(99)}; Foo::bar({r.Next()}); x = a::b{r.Next(9)};",
        r => $"""password = os.environ["DB_PASSWORD_{r.Next(9)}"]""",
        r => "const token = await getToken(user.id, 3600);",
        r => $"max_tokens: {r.Next(9000)}, token_count={r.Next(9000)}, tokens: [{r.Next()}, {r.Next()}]",
        r => "password: ${DB_PASSWORD}, secret: <your-secret-here>, api_key: YOUR_API_KEY_2",
        r => "postgres://localhost:5432/app and redis://cache:6379/1 need no password",
        r => "mysql://user:${MYSQL_PASSWORD}@db/app",
        r => "set OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx first",
        r => $"the file begins with -----BEGIN PUBLIC KEY----- and {Digits.Word(r, 64)}",
        r => "put -----BEGIN PRIVATE KEY----- ... -----END PRIVATE KEY----- in there",
        r => $"part 000-{r.Next(10, 99)}-{r.Next(1000, 9999)}, lot 666-{r.Next(10, 99)}-{r.Next(1000, 9999)}, id 9{r.Next(10, 99)}-00-0000",
        r => $"{r.Next(1000, 9999)} {r.Next(1000, 9999)} rows, {r.Next(100, 999)} {r.Next(100, 999)} {r.Next(100, 999)} bytes, {r.NextDouble()}",
        r => $"git clone git@github.com:acme/app{r.Next(99)}.git && cd app",
        r => $"logo@2x.png {r.Next(99)} icon@3x.webp",
        r => $"lat {r.Next(89)}.{Digits.Some(r, 6)}, lon -{r.Next(179)}.{Digits.Some(r, 6)}",
        r => $"ISBN 978-3-16-{Digits.Some(r, 6)}-0, SKU AB-{r.Next(1000, 9999)}-{r.Next(1000, 9999)}",
        r => $"tracking 1Z{Digits.Word(r, 16, "ABCDEFGHIJ0123456789")}, unix {1_600_000_000_000L + r.Next()}",
        r => $"call 5{r.Next(10, 99)} users, dial back {r.Next(100, 999)} errors",
        r => $"eyJ is how base64 of an object begins: eyJmb28iOiAiYmFyIiwgIm4iOiA{r.Next(10, 99)}=",
        r => $"keyboard: qwerty{r.Next(9)}, monkey: {r.Next(99)}, author=smith{r.Next(1000, 9999)}, passed: true, compass: n{r.Next(100)}",
        r => $"the secret to good bread is {r.Next(20, 90)} minutes; password rules: 12 characters, 1 digit",
        r => $"127.0.0.1:{r.Next(1024, 9999)} and 255.255.255.0 and 0.0.0.0",
    ];

    private static string Uuid(Random r) => $"{Digits.Word(r, 8, Hex)}-{Digits.Word(r, 4, Hex)}-4{Digits.Word(r, 3, Hex)}-a{Digits.Word(r, 3, Hex)}-{Digits.Word(r, 12, Hex)}";

    private static string BadCard(Random r)
    {
        var number = Digits.Card(r, "4", 16);
        return number[..^1] + (char)('0' + ((number[^1] - '0' + 1 + r.Next(8)) % 10));
    }
}
