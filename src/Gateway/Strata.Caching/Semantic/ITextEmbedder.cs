namespace Strata.Caching.Semantic;

/// <summary>Turns a text into a direction: questions of one meaning point one way.</summary>
public interface ITextEmbedder
{
    /// <summary>What embeds; vectors of different embedders are never compared.</summary>
    string Name { get; }

    /// <summary>The text's vector of length 1; null where it could not be made, and then nothing is looked up or kept.</summary>
    ValueTask<float[]?> EmbedAsync(string text, CancellationToken cancellationToken);
}
