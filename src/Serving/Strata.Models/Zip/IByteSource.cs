namespace Strata.Models.Zip;

/// <summary>Bytes that can be read from anywhere in them: a file, or a remote file by ranges.</summary>
internal interface IByteSource
{
    long Length { get; }

    /// <summary>Exactly the bytes asked for.</summary>
    Task<byte[]> ReadAsync(long offset, int count, CancellationToken cancellationToken);
}
