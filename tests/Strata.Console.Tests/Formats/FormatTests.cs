using Strata.Console.Formats;
using Strata.Core.Money;

namespace Strata.Console.Tests.Formats;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(12_408, "12 408")]
    [InlineData(-1_234_567, "-1 234 567")]
    public void A_count_has_all_its_digits(long value, string expected) => Assert.Equal(expected, Plain(Format.Count(value)));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.42, "420 µs")]
    [InlineData(1, "1.0 ms")]
    [InlineData(84.3, "84 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(1_320, "1.32 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_960, "1 m 00 s")]
    [InlineData(124_000, "2 m 04 s")]
    [InlineData(3_599_700, "1 h 00 m")]
    [InlineData(11_220_000, "3 h 07 m")]
    [InlineData(190_800_000, "2 d 05 h")]
    [InlineData(-250, "−250 ms")]
    public void A_duration_is_in_the_unit_that_fits(double ms, string expected) => Assert.Equal(expected, Plain(Format.Duration(TimeSpan.FromMilliseconds(ms))));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(3_100_000, "3.1 MB")]
    [InlineData(99_960, "100 kB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(4_920_734_272, "4.9 GB")]
    [InlineData(long.MaxValue, "9223 PB")]
    public void A_size_is_in_powers_of_a_thousand(long bytes, string expected) => Assert.Equal(expected, Plain(Format.Size(bytes)));

    [Fact]
    public void Money_is_exact_and_the_unknown_is_not_zero()
    {
        Assert.Equal("$0.004 31", Plain(Format.Money(new NanoDollars(4_310_000))));
        Assert.Equal("$0.00", Format.Money(NanoDollars.Zero));
        Assert.Equal("unpriced", Format.Money(null));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(134_515_008, "135 M")]
    [InlineData(8_030_261_248, "8.03 G")]
    [InlineData(9_999, "9 999")]
    [InlineData(12_408, "12.4 k")]
    public void A_large_number_is_short(double value, string expected) => Assert.Equal(expected, Plain(Format.Short(value)));

    [Fact]
    public void A_long_name_is_cut_in_the_middle_and_never_inside_a_character()
    {
        Assert.Equal("abc…xyz", Format.Middle("abcdefghijklmnopqrstuvwxyz", 7));
        var faces = string.Concat(Enumerable.Repeat("😀", 50));
        for (var max = 4; max < 40; max++)
        {
            Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(Format.Middle(faces, max) + Format.Line(faces, max))));
        }
    }

    [Fact]
    public void A_line_is_one_line() => Assert.Equal("a b c", Format.Line(" a\n\tb \r\n c ", 10));

    [Fact]
    public void An_id_shows_what_tells_neighbours_apart() => Assert.Equal("req_…zzz123", Format.Id("req_01h2xcejqtf2nbrexx3vzzz123"));

    private static string Plain(string text) => text.Replace(Format.Gap, ' ');
}
