namespace Strata.Cli.Api;

/// <summary>A server of this machine that the command line may enter.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Data">Its data folder, which tells servers apart when their address changes.</param>
/// <param name="Key">Its first administrator's key.</param>
public sealed record SavedLogin(string Url, string Data, string Key);
