namespace Strata.Guard.Tokens;

/// <summary>Whether a place of a JSON text lies inside a string, so that what replaces a bare number comes in quotes.</summary>
internal struct JsonQuotes
{
    private bool isInString;
    private bool isEscaped;
    private bool hasBegun;
    private bool isJson;

    public readonly bool WantsQuotes => isJson && !isInString;

    public void Feed(ReadOnlySpan<char> text)
    {
        if (!hasBegun)
        {
            var first = text.IndexOfAnyExcept(" \t\r\n");
            hasBegun = first >= 0;
            isJson = hasBegun && text[first] is '{' or '[';
        }

        if (isEscaped && text.Length > 0)
        {
            isEscaped = false;
            text = text[1..];
        }

        while (isJson)
        {
            var at = text.IndexOfAny('"', '\\');
            if (at < 0)
            {
                return;
            }

            if (text[at] == '"')
            {
                isInString = !isInString;
            }
            else if (at + 1 == text.Length)
            {
                isEscaped = true;
                return;
            }
            else
            {
                at++;
            }

            text = text[(at + 1)..];
        }
    }
}
