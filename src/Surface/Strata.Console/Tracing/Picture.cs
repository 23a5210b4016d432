namespace Strata.Console.Tracing;

/// <summary>A picture that came with a message.</summary>
/// <param name="MediaType">What it says it is; one of the kinds that browsers show and that run nothing.</param>
/// <param name="Base64">Its bytes.</param>
public sealed record Picture(string MediaType, string Base64)
{
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>A picture, or null where it is none that is shown.</summary>
    public static Picture? Of(string mediaType, string base64) => Array.Exists(Shown, s => s.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) && base64.Length > 0 ? new(mediaType.ToLowerInvariant(), base64) : null;

    /// <summary>The picture of a <c>data:</c> address.</summary>
    public static Picture? OfAddress(string address)
    {
        const string Mark = ";base64,";
        return address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && address.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) is > 5 and < 64 and var at
            ? Of(address[5..at], address[(at + Mark.Length)..])
            : null;
    }
}
