namespace Strata.Cli.Local;

/// <summary>A server of this process that a verb started for itself. Disposing it stops it.</summary>
public interface ILocalRun : IAsyncDisposable
{
    /// <summary>Its address, without a slash at the end.</summary>
    string Url { get; }

    /// <summary>The key of its first administrator.</summary>
    string Key { get; }
}
