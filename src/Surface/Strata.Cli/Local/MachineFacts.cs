namespace Strata.Cli.Local;

/// <summary>What the doctor asks the server of this binary; nothing in it is secret.</summary>
/// <param name="Sqlite">The version of SQLite and where its library is from.</param>
/// <param name="Upstreams">The upstreams of the configuration: name and address.</param>
public sealed record MachineFacts(string Sqlite, IReadOnlyList<KeyValuePair<string, string>> Upstreams);
