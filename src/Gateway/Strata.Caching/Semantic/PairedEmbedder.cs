namespace Strata.Caching.Semantic;

/// <summary>
/// Two embedders as one: the similarity of two texts is the mean of theirs, so spelling and meaning must both be near. Where the second
/// gives nothing (its model is not there), the first counts alone; vectors of different lengths are never compared.
/// </summary>
public sealed class PairedEmbedder(ITextEmbedder first, ITextEmbedder second) : ITextEmbedder
{
    /// <inheritdoc/>
    public string Name { get; } = $"{first.Name}+{second.Name}";

    /// <inheritdoc/>
    public async ValueTask<float[]?> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        if (await first.EmbedAsync(text, cancellationToken) is not { } one)
        {
            return null;
        }

        if (await second.EmbedAsync(text, cancellationToken) is not { } two)
        {
            return one;
        }

        var share = MathF.Sqrt(0.5f);
        return [.. one.Select(value => value * share), .. two.Select(value => value * share)];
    }
}
