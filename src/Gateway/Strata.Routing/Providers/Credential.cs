namespace Strata.Routing.Providers;

/// <summary>What one account with a provider is reached by. Immutable; its name goes to the ledger, its secret nowhere.</summary>
public sealed record Credential
{
    /// <summary>Its name within the provider.</summary>
    public required string Name { get; init; }

    /// <summary>How it proves itself.</summary>
    public AuthStyle Style { get; init; } = AuthStyle.Bearer;

    /// <summary>The key of the styles that have one.</summary>
    public string? Secret { get; init; }

    /// <summary>Its share among the provider's credentials.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The keys of <see cref="AuthStyle.SigV4"/>.</summary>
    public AwsKeys? Aws { get; init; }

    /// <summary>The application of <see cref="AuthStyle.EntraId"/>.</summary>
    public EntraApp? Entra { get; init; }

    /// <summary>The account of <see cref="AuthStyle.ServiceAccount"/>.</summary>
    public ServiceAccount? Google { get; init; }

    /// <summary>A credential that proves nothing.</summary>
    public static Credential None { get; } = new() { Name = "none", Style = AuthStyle.None };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Style})";
}
