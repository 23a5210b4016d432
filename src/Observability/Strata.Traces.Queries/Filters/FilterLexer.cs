using System.Text;
using Strata.Core.Results;

namespace Strata.Traces.Queries.Filters;

/// <summary>Cuts a filter into tokens. A word is anything without blanks, quotes, commas, parentheses and comparison signs; an attribute's name may be quoted (<c>attr."odd name"</c>).</summary>
internal static class FilterLexer
{
    private const string Ends = " \t\r\n()<>=!~,\"'";
    private static readonly string[] Symbols = ["!=", "!~", "<=", ">=", "==", "<", ">", "=", "~", "(", ")", ","];

    public static Result<List<FilterToken>> Cut(string text)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", at));
                return tokens;
            }

            var start = at;
            if (text[at] is '"' or '\'')
            {
                if (Quoted(text, ref at) is not { } quoted)
                {
                    return SpanFilter.Wrong("a quote is opened here and not closed", start);
                }

                tokens.Add(new FilterToken(FilterTokenKind.Quoted, quoted, start));
            }
            else if (Array.Find(Symbols, s => string.CompareOrdinal(text, start, s, 0, s.Length) == 0) is { } symbol)
            {
                at += symbol.Length;
                tokens.Add(new FilterToken(FilterTokenKind.Symbol, symbol, start));
            }
            else if (Word(text, ref at) is { } word)
            {
                tokens.Add(new FilterToken(FilterTokenKind.Word, word, start));
            }
            else
            {
                return SpanFilter.Wrong($"'{text[start]}' means nothing here", start);
            }
        }
    }

    private static string? Word(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !Ends.Contains(text[at]))
        {
            at++;
        }

        var word = text[start..at];
        var opensQuote = at < text.Length && (text[at] is '"' or '\'');
        if (opensQuote && (word is FieldTable.AttributePrefix or FieldTable.ResourcePrefix or FieldTable.ScorePrefix))
        {
            return Quoted(text, ref at) is { } rest ? word + rest : null;
        }

        return word.Length == 0 ? null : word;
    }

    private static string? Quoted(string text, ref int at)
    {
        var quote = text[at++];
        var content = new StringBuilder();
        while (at < text.Length)
        {
            var next = text[at++];
            if (next == quote)
            {
                return content.ToString();
            }

            if (next == '\\' && at < text.Length)
            {
                next = text[at++] switch { 'n' => '\n', 't' => '\t', var other => other };
            }

            content.Append(next);
        }

        return null;
    }
}
