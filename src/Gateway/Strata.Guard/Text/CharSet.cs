namespace Strata.Guard.Text;

/// <summary>Classes of characters, combined as flags.</summary>
[Flags]
internal enum CharSet : ushort
{
    None = 0,
    Digit = 1,
    Upper = 2,
    Lower = 4,

    /// <summary>Letters of Latin, Greek, Cyrillic and Armenian beyond ASCII; scripts without spaces are not among them.</summary>
    OtherLetter = 8,
    Underscore = 16,
    Hyphen = 32,
    Space = 64,

    /// <summary>Further characters of base64: plus, slash, equals.</summary>
    Base64Sign = 128,

    /// <summary>Further characters of an address's local part: dot, percent, plus, apostrophe.</summary>
    MailSign = 256,
    HexLetter = 512,

    /// <summary>What ends an address or an unquoted value.</summary>
    ValueEnd = 1024,

    /// <summary>Everything else that may stand inside a word-like run.</summary>
    RunSign = 2048,

    /// <summary>What parts the groups of a number: blanks without a break, hyphens and dashes.</summary>
    GroupSign = 4096,
    Line = 8192,

    Letter = Upper | Lower,
    Alnum = Letter | Digit,
    Word = Alnum | OtherLetter | Underscore,
    Hex = Digit | HexLetter,
    Base64Url = Alnum | Underscore | Hyphen,
    Secret = Alnum | Underscore | Hyphen | Base64Sign,
    Mail = Alnum | OtherLetter | Underscore | Hyphen | MailSign,
    Run = Word | Hyphen | Base64Sign | MailSign | RunSign,
}
