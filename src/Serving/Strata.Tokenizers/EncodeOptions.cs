namespace Strata.Tokenizers;

/// <summary>How a text becomes tokens.</summary>
/// <param name="AddSpecial">Whether the model's own frame is added (BOS, EOS, [CLS] … [SEP]), as the model file says.</param>
/// <param name="ParseSpecial">Whether control tokens spelled in the text become those tokens. Never set it for text of a user.</param>
public readonly record struct EncodeOptions(bool AddSpecial, bool ParseSpecial);
