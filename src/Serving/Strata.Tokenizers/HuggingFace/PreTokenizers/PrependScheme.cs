namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Where a sign for a blank is put in front.</summary>
internal enum PrependScheme
{
    First,
    Never,
    Always,
}
