using System.Globalization;
using System.Numerics;
using System.Text;

namespace Strata.Guard.Tests.Labelled;

/// <summary>Numbers with the check digits that a real one has, by a way of computing them that is not the detector's.</summary>
internal static class Digits
{
    public static string Some(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    public static string Word(Random random, int count, string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") =>
        string.Concat(Enumerable.Range(0, count).Select(_ => alphabet[random.Next(alphabet.Length)]));

    public static string Card(Random random, string head, int length)
    {
        var body = head + Some(random, length - head.Length - 1);
        return Enumerable.Range(0, 10).Select(d => body + d).Single(IsLuhn);
    }

    public static bool IsLuhn(string number) =>
        number.Reverse().Select((c, i) => (c - '0') * (1 + (i % 2))).Sum(d => (d / 10) + (d % 10)) % 10 == 0;

    public static string Iban(string country, string account)
    {
        var text = new StringBuilder();
        foreach (var c in account + country + "00")
        {
            text.Append(char.IsDigit(c) ? c - '0' : c - 'A' + 10);
        }

        var check = 98 - (int)(BigInteger.Parse(text.ToString(), CultureInfo.InvariantCulture) % 97);
        return country + check.ToString("00", CultureInfo.InvariantCulture) + account;
    }

    public static string Fours(string text, char sign = ' ') => string.Join(sign, text.Chunk(4).Select(c => new string(c)));
}
