namespace Strata.Tokenizers.Unicode;

/// <summary>Unicode's four normalisation forms.</summary>
internal enum NormalizationKind
{
    C,
    D,
    KC,
    KD,
}
