namespace Strata.Console.Data;

/// <summary>What the settings page shows of the running server. The server answers; without it the page leaves those parts out.</summary>
public interface IConsoleFacts
{
    /// <summary>Strata's version.</summary>
    string Version { get; }

    /// <summary>When this process started.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>The configuration file, or where one would be read.</summary>
    string ConfigurationFile { get; }

    /// <summary>Where state is kept.</summary>
    string DataDirectory { get; }

    /// <summary>All settings in force, as they stand now.</summary>
    IReadOnlyList<ConfigFact> Configuration { get; }
}
