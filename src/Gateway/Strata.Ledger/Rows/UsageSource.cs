namespace Strata.Ledger.Rows;

/// <summary>Where the token counts of a row come from.</summary>
public enum UsageSource
{
    /// <summary>No model was asked.</summary>
    None,

    /// <summary>The provider said so.</summary>
    Reported,

    /// <summary>Counted by our own engine, token by token.</summary>
    Counted,

    /// <summary>Guessed from the length of the text, because the provider said nothing.</summary>
    Estimated,
}
