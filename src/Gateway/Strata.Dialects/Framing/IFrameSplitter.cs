namespace Strata.Dialects.Framing;

/// <summary>Tells the messages of a stream apart. It holds no bytes: they stay where they were received.</summary>
public interface IFrameSplitter
{
    /// <summary>Finds the first whole message.</summary>
    /// <param name="bytes">What is there, from the beginning of a message on.</param>
    /// <param name="scanned">How many of the bytes were looked at in vain before; set so that no byte is looked at twice. 0 for a new message.</param>
    /// <returns>The message's length, its delimiter included; 0 where its end did not come yet.</returns>
    /// <exception cref="InvalidDataException">The bytes are not of this framing (a checksum, a length).</exception>
    int Cut(ReadOnlySpan<byte> bytes, ref int scanned);

    /// <summary>Takes a whole message apart.</summary>
    /// <param name="whole">What <see cref="Cut"/> found.</param>
    Frame Open(ReadOnlySpan<byte> whole);
}
