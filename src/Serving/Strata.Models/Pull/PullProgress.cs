namespace Strata.Models.Pull;

/// <summary>How far a pull is.</summary>
/// <param name="Source">The source at work.</param>
/// <param name="File">The file at work.</param>
/// <param name="DoneBytes">Bytes of it on this machine, those of an earlier try included.</param>
/// <param name="TotalBytes">Bytes it has.</param>
public sealed record PullProgress(string Source, string File, long DoneBytes, long TotalBytes);
