using System.Text.RegularExpressions;
using Strata.Console.Assets;

namespace Strata.Console.Tests.Assets;

public sealed partial class ContrastTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Read();

    public static TheoryData<string, string, double> Pairs()
    {
        var pairs = new TheoryData<string, string, double>();
        foreach (var back in new[] { "bg", "surface", "raised", "hover" })
        {
            foreach (var text in new[] { "text", "muted", "accent", "good", "warn", "bad" })
            {
                pairs.Add(text, back, 4.5);
            }
        }

        foreach (var text in new[] { "text", "muted", "accent", "good", "warn", "bad" })
        {
            pairs.Add(text, "accent-bg", 4.5);
        }

        pairs.Add("text", "bad-bg", 4.5);
        pairs.Add("bad", "bad-bg", 4.5);
        pairs.Add("on-accent", "accent", 4.5);

        for (var i = 1; i <= 8; i++)
        {
            pairs.Add($"series-{i}", "surface", 3);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_of_colours_can_be_told_apart_in_both_themes(string text, string back, double least)
    {
        var light = Contrast(Tokens[text].Light, Tokens[back].Light);
        var dark = Contrast(Tokens[text].Dark, Tokens[back].Dark);
        Assert.True(light >= least && dark >= least, $"{text} on {back}: light {light:0.00}, dark {dark:0.00}, at least {least} is asked.");
    }

    private static double Contrast(string a, string b)
    {
        var (high, low) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (high + 0.05) / (low + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    private static Dictionary<string, (string Light, string Dark)> Read()
    {
        var url = AssetTable.Url("tokens.css").Split('/');
        var css = System.Text.Encoding.UTF8.GetString(AssetTable.Find(url[^2], url[^1])!.Bytes);
        return Token().Matches(css).ToDictionary(m => m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value), StringComparer.Ordinal);
    }

    [GeneratedRegex("--([a-z0-9-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)")]
    private static partial Regex Token();
}
