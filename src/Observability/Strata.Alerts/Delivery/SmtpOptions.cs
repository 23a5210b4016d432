namespace Strata.Alerts.Delivery;

/// <summary>The mail server that alerts go out by.</summary>
public sealed record SmtpOptions
{
    /// <summary>Its name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection is made safe by STARTTLS; without it nothing is sent.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>The user; empty where none is asked.</summary>
    public string User { get; init; } = "";

    /// <summary>The password.</summary>
    public string Password { get; init; } = "";

    /// <summary>The sender's address.</summary>
    public required string From { get; init; }
}
