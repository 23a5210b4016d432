namespace Strata.Cli.Exits;

/// <summary>What the process's exit code says.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The work failed; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The port or the data folder is in use.</summary>
    public const int InUse = 3;

    /// <summary>No server answers at the address.</summary>
    public const int NoServer = 4;

    /// <summary>The server refused the key.</summary>
    public const int Refused = 5;

    /// <summary>Cancelled with Ctrl-C.</summary>
    public const int Cancelled = 130;
}
