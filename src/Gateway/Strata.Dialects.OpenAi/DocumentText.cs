using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi;

/// <summary>A text document where only text is taken: its title and context stand before it, so that the model misses nothing.</summary>
internal static class DocumentText
{
    public static string Of(DocumentBlock document, string text)
    {
        var title = document.Title ?? document.FileName;
        return title is null && document.Context is null ? text
            : string.Join('\n', new[] { title is null ? null : $"Document: {title}", document.Context, text }.Where(l => l is not null));
    }
}
