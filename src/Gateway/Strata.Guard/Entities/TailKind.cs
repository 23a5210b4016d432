namespace Strata.Guard.Entities;

/// <summary>How a match of any length goes on behind what its detector read.</summary>
internal enum TailKind : byte
{
    None,

    /// <summary>Up to white space, a quote or an angle bracket.</summary>
    Value,

    /// <summary>Letters, digits, hyphen, underscore, dot: a token in base64url.</summary>
    Token,

    /// <summary>Up to the line that ends an armoured key.</summary>
    Armour,
}
