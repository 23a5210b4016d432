namespace Strata.Templates.Tests;

public sealed class SemanticsTests
{
    private const string Data = """{"s": "naïve 🦊", "n": null, "d": {"b": 1, "a": [true, 2.0]}, "l": [3, 1, 2]}""";

    [Theory]
    [InlineData("{{ d }} {{ n }} {{ 1e16 }} {{ 10 / 4 }} {{ -7 // 2 }} {{ -7 % 3 }}", "{'b': 1, 'a': [True, 2.0]} None 1e+16 2.5 -4 2")]
    [InlineData("{{ s|length }} {{ s[-1] }} {{ s[::-1] }} {{ s|upper }}", "7 🦊 🦊 evïan NAÏVE 🦊")]
    [InlineData("{{ 'it\\'s'|list }} {{ [\"it's\"] }}", """['i', 't', "'", 's'] ["it's"]""")]
    [InlineData("{{ d|tojson }}|{{ d|tojson(indent=2) }}", "{\"b\": 1, \"a\": [true, 2.0]}|{\n  \"b\": 1,\n  \"a\": [\n    true,\n    2.0\n  ]\n}")]
    [InlineData("{{ '<a> é'|tojson }}{{ 'é'|tojson(ensure_ascii=true) }}", "\"<a> é\"\"\\u00e9\"")]
    [InlineData("{{ '%05.1f|%-4s|%x' % (2.25, 'ab', 255) }} {{ '{:>5}|{:,}'.format('a', 1234567) }}", "002.2|ab  |ff     a|1,234,567")]
    [InlineData("{{ missing }}|{{ missing|default('x') }}|{{ d.zz is defined }}", "|x|False")]
    [InlineData("{{ l|sort|join(',') }} {{ l|map('string')|list }} {{ l|select('gt', 1)|sum }}", "1,2,3 ['3', '1', '2'] 5")]
    public void Values_print_and_compute_as_in_Python(string source, string expected) =>
        Assert.Equal(expected, Render.Text(source, extra: Data));

    [Theory]
    [InlineData("{% set x = 0 %}{% for i in l %}{% set x = x + i %}{{ x }} {% endfor %}{{ x }}", "3 1 2 0")]
    [InlineData("{% set ns = namespace(x=0) %}{% for i in l %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}", "6")]
    [InlineData("{% for i in l if i > 1 %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1False2True")]
    [InlineData("{% for i in l %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% break %}{% endfor %}", "3")]
    [InlineData("{% macro m(a, b=a) %}{{ a }}{{ b }}{{ varargs }}{% endmacro %}{{ m(1, 2, 3) }}{{ m(4) }}", "12(3,)44()")]
    [InlineData("{% macro box() %}[{{ caller(7) }}]{% endmacro %}{% call(x) box() %}{{ x }}{% endcall %}", "[7]")]
    [InlineData("{% set t %}a{{ 1 }}{% endset %}{{ t|upper }}{% generation %}b{% endgeneration %}", "A1b")]
    public void Statements_have_jinjas_scopes(string source, string expected) => Assert.Equal(expected, Render.Text(source, extra: Data));

    [Theory]
    [InlineData("a\n{{ raise_exception('no ' ~ 'tools') }}", "line 2: the template refuses the conversation: no tools")]
    [InlineData("{{ missing.x }}", "'missing' is undefined")]
    [InlineData("{{ d.zz.yy }}", "'dict object' has no attribute 'zz'")]
    [InlineData("{{ 1 + 'a' }}", "unsupported operand type(s) for +: 'int' and 'str'")]
    [InlineData("{{ l|nosuch }}", "there is no filter 'nosuch'")]
    [InlineData("{{ l is nosuch }}", "there is no test 'nosuch'")]
    [InlineData("{{ s.encode('x') }}", "the method 'encode' of 'str' is not offered")]
    [InlineData("{{ l.append(1) }}", "the sandbox refuses: access to attribute 'append' of 'list' object is unsafe")]
    [InlineData("{{ s.__class__.__mro__ }}", "the sandbox refuses")]
    public void A_failure_names_its_cause(string source, string cause) => Assert.Contains(cause, Render.Failure(source, extra: Data), StringComparison.Ordinal);

    [Theory]
    [InlineData("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{{ 'a' * 99999999999 }}")]
    [InlineData("{{ '%99999999d' % 1 }}")]
    [InlineData("{{ 9 ** 99999 }}")]
    [InlineData("{{ range(999999999) }}")]
    [InlineData("{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}")]
    public void A_template_that_would_not_end_meets_a_limit(string source) =>
        Assert.Contains("a limit is reached", Render.Failure(source), StringComparison.Ordinal);

    [Fact]
    public void The_clock_is_the_callers()
    {
        var template = Strata.Templates.ChatTemplate.Parse("{{ strftime_now('%d %b %Y') }}", "test").Value;
        var arguments = Strata.Templates.TemplateArguments.ForMessages([]) with { Clock = new FixedClock(new DateTimeOffset(2024, 7, 6, 0, 0, 0, TimeSpan.Zero)) };
        Assert.Equal("06 Jul 2024", template.Render(arguments).Value.Text);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
