namespace Strata.Tokenizers.Unicode;

/// <summary>The classes of code points that pre-tokenizers ask for.</summary>
[Flags]
internal enum CharClass : byte
{
    None = 0,
    Letter = 1,
    Number = 2,
    Space = 4,
    Newline = 8,
    Mark = 16,
    Punctuation = 32,
    Symbol = 64,
    Control = 128,
}
