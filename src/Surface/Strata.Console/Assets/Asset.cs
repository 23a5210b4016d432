namespace Strata.Console.Assets;

/// <summary>A file of the console.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Hash">The first digits of its SHA-256.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record Asset(string Name, string Hash, string ContentType, byte[] Bytes)
{
    public string Url => $"/console/assets/{Hash}/{Name}";
}
