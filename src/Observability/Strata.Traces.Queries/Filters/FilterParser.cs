using Strata.Core.Results;

namespace Strata.Traces.Queries.Filters;

/// <summary>Reads tokens into a tree by recursive descent; see <see cref="SpanFilter"/> for the grammar.</summary>
internal sealed class FilterParser(List<FilterToken> tokens)
{
    private const int ListMax = 200;
    private int at;
    private int tests;
    private int depth;

    public Result<FilterNode> Parse()
    {
        var root = Or();
        return root.IsOk && Here.Kind != FilterTokenKind.End ? SpanFilter.Wrong($"'{Here.Text}' was not expected", Here.Position) : root;
    }

    private FilterToken Here => tokens[at];

    private Result<FilterNode> Or()
    {
        var left = And();
        while (left.IsOk && TakeWord("or"))
        {
            left = Join(left.Value, And(), (a, b) => new FilterNode.Either(a, b));
        }

        return left;
    }

    private Result<FilterNode> And()
    {
        var left = Unary();
        while (left.IsOk && (TakeWord("and") || BeginsTest()))
        {
            left = Join(left.Value, Unary(), (a, b) => new FilterNode.Both(a, b));
        }

        return left;
    }

    private Result<FilterNode> Unary()
    {
        if (depth >= SpanFilter.DepthMax)
        {
            return SpanFilter.Wrong($"more than {SpanFilter.DepthMax} levels stand in each other", Here.Position);
        }

        depth++;
        var node = TakeWord("not") ? Unary().Then<FilterNode>(n => new FilterNode.Not(n)) : TakeSymbol("(") ? Group() : Test();
        depth--;
        return node;
    }

    private Result<FilterNode> Group()
    {
        var inner = Or();
        return inner.IsOk && !TakeSymbol(")") ? SpanFilter.Wrong("a ')' is missing", Here.Position) : inner;
    }

    private Result<FilterNode> Test()
    {
        if (++tests > SpanFilter.TestsMax)
        {
            return SpanFilter.Wrong($"it has more than {SpanFilter.TestsMax} tests", Here.Position);
        }

        var token = tokens[at];
        if (token.Kind == FilterTokenKind.Quoted)
        {
            at++;
            return FieldTable.Find("text").Then(f => Compare(f, FilterOperator.Contains, token, token));
        }

        if (token.Kind != FilterTokenKind.Word)
        {
            return SpanFilter.Wrong(token.Kind == FilterTokenKind.End ? "it ends where a field was expected" : $"a field was expected, not '{token.Text}'", token.Position);
        }

        at++;
        if (!FieldTable.Find(token.Text).Try(out var field, out var problem))
        {
            return SpanFilter.Wrong(problem.Message, token.Position);
        }

        return After(field, token);
    }

    private Result<FilterNode> After(FilterField field, FilterToken token)
    {
        var negated = IsWord("not") && tokens[at + 1] is { Kind: FilterTokenKind.Word } next && Same(next.Text, "in") && TakeWord("not");
        if (TakeWord("in"))
        {
            var list = List(field, token);
            return negated ? list.Then<FilterNode>(n => new FilterNode.Not(n)) : list;
        }

        if (TakeWord("exists"))
        {
            return field.Kind is FieldKind.Attribute or FieldKind.Label or FieldKind.Score or FieldKind.Tag
                ? new FilterNode.Compare(field, FilterOperator.Exists, [])
                : SpanFilter.Wrong($"'exists' goes with labels, attributes and scores, not with '{field.Name}'", token.Position);
        }

        var symbol = Here;
        if (symbol.Kind == FilterTokenKind.Symbol && symbol.Text is not ("(" or ")" or ","))
        {
            at++;
            var value = Here;
            if (value.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted))
            {
                return SpanFilter.Wrong($"a value was expected behind '{symbol.Text}'", value.Position);
            }

            at++;
            var compared = Compare(field, Operator(symbol.Text), value, symbol);
            return symbol.Text is "!=" or "!~" ? compared.Then<FilterNode>(n => new FilterNode.Not(n)) : compared;
        }

        return field.Kind == FieldKind.Flag
            ? new FilterNode.Compare(field, FilterOperator.Equal, [new FilterValue("true", 1, false)])
            : SpanFilter.Wrong($"'{field.Name}' needs a comparison, for instance {field.Name} = VALUE", token.Position);
    }

    private Result<FilterNode> List(FilterField field, FilterToken token)
    {
        if (!TakeSymbol("("))
        {
            return SpanFilter.Wrong("'in' needs a list: in (a, b)", Here.Position);
        }

        var values = new List<FilterValue>();
        do
        {
            var value = Here;
            if (value.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted) || values.Count == ListMax)
            {
                return SpanFilter.Wrong(values.Count == ListMax ? $"a list has at most {ListMax} values" : "a value was expected", value.Position);
            }

            at++;
            if (!Compare(field, FilterOperator.Equal, value, token).Try(out var one, out var problem))
            {
                return problem;
            }

            values.AddRange(((FilterNode.Compare)one).Values);
        }
        while (TakeSymbol(","));
        return TakeSymbol(")") ? new FilterNode.Compare(field, FilterOperator.In, values) : SpanFilter.Wrong("a ')' is missing", Here.Position);
    }

    private static Result<FilterNode> Compare(FilterField field, FilterOperator op, FilterToken value, FilterToken where)
    {
        var fits = field.Kind switch
        {
            FieldKind.Label or FieldKind.Tag => op is FilterOperator.Equal or FilterOperator.Contains,
            FieldKind.Flag or FieldKind.Word or FieldKind.Id => op == FilterOperator.Equal,
            FieldKind.Text => op == FilterOperator.Contains,
            FieldKind.Attribute => true,
            _ => op != FilterOperator.Contains,
        };
        if (!fits)
        {
            return SpanFilter.Wrong($"'{where.Text}' does not go with '{field.Name}'{(field.Kind == FieldKind.Text ? "; texts are searched with ~" : "")}", where.Position);
        }

        return FilterValues.Read(field, value).Then<FilterNode>(read => new FilterNode.Compare(field, op, [read]));
    }

    private static Result<FilterNode> Join(FilterNode left, Result<FilterNode> right, Func<FilterNode, FilterNode, FilterNode> join) => right.Then<FilterNode>(r => join(left, r));

    private static FilterOperator Operator(string symbol) => symbol switch
    {
        "<" => FilterOperator.Less,
        "<=" => FilterOperator.LessOrEqual,
        ">" => FilterOperator.Greater,
        ">=" => FilterOperator.GreaterOrEqual,
        "~" or "!~" => FilterOperator.Contains,
        _ => FilterOperator.Equal,
    };

    private static bool Same(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool IsWord(string word) => Here.Kind == FilterTokenKind.Word && Same(Here.Text, word);

    private bool BeginsTest() => Here.Kind == FilterTokenKind.Quoted || (Here.Kind == FilterTokenKind.Word && !IsWord("or")) || Here is { Kind: FilterTokenKind.Symbol, Text: "(" };

    private bool TakeWord(string word)
    {
        var isIt = IsWord(word);
        at += isIt ? 1 : 0;
        return isIt;
    }

    private bool TakeSymbol(string symbol)
    {
        var isIt = Here.Kind == FilterTokenKind.Symbol && Here.Text == symbol;
        at += isIt ? 1 : 0;
        return isIt;
    }
}
