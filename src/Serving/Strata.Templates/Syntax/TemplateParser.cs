using Strata.Templates.Nodes;

namespace Strata.Templates.Syntax;

/// <summary>From tokens to statements: text, expressions in braces, and blocks up to their end tags.</summary>
internal sealed class TemplateParser
{
    private readonly TokenStream stream;
    private readonly ExpressionParser expressions;
    private readonly StatementParser statements;

    private TemplateParser(TokenStream stream)
    {
        this.stream = stream;
        var macros = new MacroNames();
        expressions = new ExpressionParser(stream, macros);
        statements = new StatementParser(stream, expressions, macros, this);
    }

    public static IReadOnlyList<Statement> Parse(string source)
    {
        var parser = new TemplateParser(new TokenStream(Lexer.Tokenize(source)));
        var body = parser.Body();
        return parser.stream.Current.Kind == TokenKind.End ? body : throw parser.stream.Fail($"unexpected {parser.stream.Current}");
    }

    /// <summary>Statements up to one of the given tags, whose name is left to be read; without tags, up to the end.</summary>
    public IReadOnlyList<Statement> Body(params string[] ends)
    {
        stream.Enter();
        var body = new List<Statement>();
        while (stream.Current.Kind != TokenKind.End)
        {
            var token = stream.Take();
            if (token.Kind == TokenKind.Data)
            {
                body.Add(new TextNode(token.Line, token.Text));
            }
            else if (token.Kind == TokenKind.VariableBegin)
            {
                body.Add(new OutputNode(token.Line, expressions.ParseTuple()));
                stream.Expect(TokenKind.VariableEnd);
            }
            else if (stream.Current.Kind == TokenKind.Name && Array.IndexOf(ends, stream.Current.Text) >= 0)
            {
                stream.Leave();
                return body;
            }
            else
            {
                body.Add(statements.Parse());
                stream.Expect(TokenKind.BlockEnd);
            }
        }

        stream.Leave();
        return ends.Length == 0 ? body : throw stream.Fail($"the template ends where '{string.Join("' or '", ends)}' is expected");
    }
}
