namespace Strata.Models.Zip;

/// <summary>A member as the zip's directory lists it.</summary>
/// <param name="Name">Its path inside the zip, as written; never used as a path here.</param>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="Crc32">The checksum of its bytes when unpacked.</param>
/// <param name="PackedLength">Bytes in the zip.</param>
/// <param name="Length">Bytes when unpacked.</param>
/// <param name="HeaderOffset">Where its local header begins.</param>
internal sealed record ZipMember(string Name, int Method, uint Crc32, long PackedLength, long Length, long HeaderOffset);
