namespace Strata.Templates.Tests;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("a\n  {% if true %}\n  b\n  {% endif %}\nc\n", "a\n  b\nc")]
    [InlineData("a\n  {%+ if true +%}\n  b\n{% endif %}", "a\n  \n  b\n")]
    [InlineData("a  {%- if true -%}  b  {%- endif -%}  c", "abc")]
    [InlineData("{# gone\n #}x{{ 'y' }}\n", "xy")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    [InlineData("{{ {'a': {'b': 1}}['a']['b'] }}", "1")]
    public void White_space_and_tags_follow_the_rules_of_trim_and_lstrip(string source, string expected) =>
        Assert.Equal(expected, Render.Text(source));

    [Theory]
    [InlineData("{{ -2 ** 2 }} {{ 2 ** 3 ** 2 }} {{ 1 ~ 2 + 3 }}", "4 64", true)]
    [InlineData("{{ 1 + 2 * 3 - 4 // 3 }}", "6", false)]
    [InlineData("{{ 'y' if 1 < 2 < 3 and not 2 in [1] else 'n' }}", "y", false)]
    public void Operators_bind_as_in_jinja(string source, string expected, bool fails)
    {
        var rendered = Render.Try(source);
        Assert.Equal(!fails, rendered.IsOk);
        Assert.Equal(expected, fails ? Render.Text(source[..source.IndexOf(" {{ 1", StringComparison.Ordinal)]) : rendered.Value.Text);
    }

    [Theory]
    [InlineData("a\n{% for x in %}", 2)]
    [InlineData("a\n\n{{ 'open }}", 3)]
    [InlineData("{% if x %}\n", 1)]
    [InlineData("\n{% unknown %}", 2)]
    public void A_broken_template_is_refused_with_its_name_and_line(string source, int line) =>
        Assert.StartsWith($"Template 'test', line {line}: syntax error:", Render.Failure(source), StringComparison.Ordinal);

    [Fact]
    public void Endless_nesting_is_refused_and_not_a_crash()
    {
        string[] hostile =
        [
            "{{ " + new string('(', 100_000) + "1" + new string(')', 100_000) + " }}",
            "{{ " + string.Concat(Enumerable.Repeat("not ", 100_000)) + "1 }}",
            "{{ " + string.Concat(Enumerable.Repeat("-", 100_000)) + "1 }}",
            "{{ 1" + string.Concat(Enumerable.Repeat("+1", 100_000)) + " }}",
            "{{ x" + string.Concat(Enumerable.Repeat(".x", 100_000)) + " }}",
            string.Concat(Enumerable.Repeat("{% if x %}", 50_000)),
        ];
        Assert.All(hostile, source => Assert.False(Render.Try(source).IsOk));
    }

    [Fact]
    public void Any_mutilated_template_gives_a_result()
    {
        const string Source =
            "{% macro m(a, b=2) %}{{ a|default('x', true)|tojson }}{% endmacro %}{% for k, v in d.items() if v %}{{ loop.index }}{{ m(k, b=v[1:-1:2]) }}"
            + "{% else %}{# c #}{% raw %}{{{% endraw %}{% endfor %}{% set ns.x = '%5.2f' % 3 %}"
            + "{{ 'a' if x is not divisibleby 3 else {'k': [1, 2e3]}.k ~ \"\\u00e9\" }}";
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var text = Source.ToCharArray().ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Count);
                _ = random.Next(3) switch
                {
                    0 => Do(() => text.RemoveAt(at)),
                    1 => Do(() => text.Insert(at, "{}%#-+()[]|.'\"\\ \n1ax"[random.Next(20)])),
                    _ => Do(() => text[at] = Source[random.Next(Source.Length)]),
                };
            }

            var rendered = Render.Try(new string([.. text]), extra: """{"d": {"a": [1, 2], "b": "xyz"}, "x": 3}""");
            Assert.True(rendered.IsOk || rendered.Problem.Message.Contains("line ", StringComparison.Ordinal));
        }

        static bool Do(Action action)
        {
            action();
            return true;
        }
    }
}
