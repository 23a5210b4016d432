using System.Text;
using Strata.Guard.Options;
using Strata.Guard.Schemas;

namespace Strata.Guard.Tests;

public sealed class SchemaTests
{
    private const string Order = """
        {
          "type": "object", "required": ["id", "lines"], "additionalProperties": false,
          "properties": {
            "id": { "type": "string", "pattern": "^o-[0-9]+$", "maxLength": 8 },
            "lines": { "type": "array", "minItems": 1, "maxItems": 3, "items": { "$ref": "#/$defs/line" } },
            "state": { "enum": ["open", "closed", null] },
            "kind": { "const": 1.0 },
            "parent": { "$ref": "#" },
            "either": { "oneOf": [{ "type": "integer" }, { "type": "number", "minimum": 10 }] }
          },
          "$defs": { "line": { "type": "object", "properties": { "n": { "type": "integer", "minimum": 1, "exclusiveMaximum": 10 } }, "required": ["n"] } }
        }
        """;

    [Theory]
    [InlineData("""{"id":"o-1","lines":[{"n":1}]}""", null)]
    [InlineData("""{"id":"o-1","lines":[{"n":9.0,"more":"ok"}],"state":null,"kind":1,"parent":{"id":"o-2","lines":[{"n":2}]}}""", null)]
    [InlineData("""{"id":"o-1"}""", "it lacks 'lines'")]
    [InlineData("""{"id":"x","lines":[{"n":1}]}""", ".id does not match its pattern")]
    [InlineData("""{"id":"o-1234567","lines":[{"n":1}]}""", ".id is too short or too long")]
    [InlineData("""{"id":"o-1","lines":[]}""", ".lines has too few or too many items")]
    [InlineData("""{"id":"o-1","lines":[{"n":1.5}]}""", ".lines[].n has another type")]
    [InlineData("""{"id":"o-1","lines":[{"n":10}]}""", ".lines[].n is out of range")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"state":"lost"}""", ".state is none of the values")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"kind":2}""", ".kind is none of the values")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"secret":1}""", ".* has another type")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"parent":{"id":"o-2"}}""", ".parent lacks 'lines'")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"either":12}""", ".either does not fit exactly one of several schemas")]
    [InlineData("""{"id":"o-1","lines":[{"n":1}],"either":12.5}""", null)]
    [InlineData("""{"id":"o-1","id":"o-2","lines":[{"n":1}]}""", "it is no JSON")]
    [InlineData("""[]""", "it has another type")]
    [InlineData("""Here you are: {"id":"o-1"}""", "it is no JSON")]
    public void A_text_is_as_the_schema_says_or_it_is_told_where_not(string text, string? wrong) => Assert.Equal(wrong, JsonSchema.Read(Order).Value.Check(text));

    [Theory]
    [InlineData("""{"type":"object","format":"date"}""", "#/format is a keyword that is not checked here")]
    [InlineData("""{"type":"thing"}""", "#/type names a type")]
    [InlineData("""{"properties":{"a":{"pattern":"(?=x)"}}}""", "#/properties/a/pattern is no regular expression")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "#/$ref points to nothing")]
    [InlineData("""{"$ref":"https://example.com/schema"}""", "#/$ref points to nothing")]
    [InlineData("""{"minLength":-1}""", "#/minLength is a whole number")]
    [InlineData("""{"anyOf":[]}""", "#/anyOf is a list of schemas")]
    [InlineData("""{"enum":[]}""", "#/enum is a list of values")]
    [InlineData("""{"items":[{"type":"string"}]}""", "#/items is no schema")]
    [InlineData("""{"type":"string","type":"number"}""", "the schema is no JSON")]
    [InlineData("""[""", "the schema is no JSON")]
    public void A_schema_that_cannot_be_kept_is_refused_with_its_place(string schema, string why)
    {
        Assert.False(JsonSchema.Read(schema).Try(out _, out var problem));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schemas_that_never_end_do_and_refuse()
    {
        const string spent = "it takes too much work to check";
        Assert.Equal(spent, JsonSchema.Read("""{"$ref":"#"}""").Value.Check("1"));
        Assert.Equal(spent, JsonSchema.Read("""{"not":{"$ref":"#"}}""").Value.Check("1"));
        Assert.Equal(spent, JsonSchema.Read("""{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}""").Value.Check("1"));
        Assert.Equal(spent, JsonSchema.Read("""{"not":{"type":"array","items":{"anyOf":[{"enum":[1,2,3]},{"const":4}]}}}""").Value.Check("[" + string.Join(',', Enumerable.Repeat("4", 300_000)) + "]"));
    }

    [Fact]
    public void Characters_are_counted_not_units()
    {
        var schema = JsonSchema.Read("""{"type":"string","minLength":2,"maxLength":2}""").Value;
        Assert.Null(schema.Check("\"😀é\""));
        Assert.NotNull(schema.Check("\"😀\""));
    }

    [Fact]
    public void Damaged_schemas_and_texts_end_in_words()
    {
        var whole = Encoding.UTF8.GetBytes(Order);
        var random = new Random(11);
        var text = """{"id":"o-1","lines":[{"n":9.0,"more":"ok"}],"state":null,"kind":1,"parent":{"id":"o-2","lines":[{"n":2}]}}""";
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var hits = random.Next(1, 4); hits > 0; hits--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(32, 127);
            }

            if (JsonSchema.Read(Encoding.UTF8.GetString(bytes)).Try(out var schema, out var problem))
            {
                schema.Check(text[..random.Next(text.Length + 1)]);
                schema.Check(text.Remove(random.Next(text.Length), 1));
            }
            else
            {
                Assert.NotEmpty(problem.Message);
            }
        }
    }

    [Fact]
    public void A_policy_checks_answers_and_the_tools_it_names()
    {
        var policy = GuardPolicy.Compile("p", new GuardPolicyOptions
        {
            Rules = [new GuardRuleOptions { Detector = "schema:args", Action = GuardAction.Block, Direction = GuardDirection.ToolCall }],
            Schemas = new Dictionary<string, GuardSchemaOptions> { ["args"] = new() { Schema = """{"type":"object","required":["city"]}""", Tool = "weather" } },
        }).Value;
        Assert.True(policy.Check(GuardDirection.ToolCall, "{}", "weather").IsBlocked);
        Assert.False(policy.Check(GuardDirection.ToolCall, """{"city":"Ulm"}""", "weather").IsBlocked);
        Assert.False(policy.Check(GuardDirection.ToolCall, "{}", "clock").IsBlocked);
        Assert.False(policy.Check(GuardDirection.Output, "{}").IsBlocked);
    }

    [Theory]
    [InlineData("schema:none", GuardDirection.Output, GuardAction.Block)]
    [InlineData("schema:a", GuardDirection.All, GuardAction.Block)]
    [InlineData("schema:a", GuardDirection.Output, GuardAction.Redact)]
    public void A_rule_over_a_schema_says_where_and_names_one_that_is_there(string detector, GuardDirection direction, GuardAction action) => Assert.False(GuardPolicy.Compile("p", new GuardPolicyOptions
    {
        Rules = [new GuardRuleOptions { Detector = detector, Action = action, Direction = direction }],
        Schemas = new Dictionary<string, GuardSchemaOptions> { ["a"] = new() { Schema = "{}" } },
    }).IsOk);
}
