using System.Text;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tasks;

/// <summary>A form whose parts are known by their places: its bytes stay where they are.</summary>
/// <param name="Parts">The parts, in order.</param>
public sealed record MultipartForm(IReadOnlyList<MultipartPart> Parts)
{
    /// <summary>The model asked for; empty where the form names none.</summary>
    public string Model { get; init; } = "";

    /// <summary>Where the model's name stands.</summary>
    public ByteRange ModelAt { get; init; }

    /// <summary>Whether the field <c>stream</c> asks for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>The first part of a field; null where there is none.</summary>
    public MultipartPart? Find(string name) => Parts.FirstOrDefault(part => part.Name == name);

    /// <summary>The parts of the body with another model's name.</summary>
    /// <exception cref="ArgumentException">The name has a line break, which would end the field.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, string remoteModel)
    {
        if (remoteModel.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException("The name of a model has no line break.", nameof(remoteModel));
        }

        return [body[..ModelAt.Start], Encoding.UTF8.GetBytes(remoteModel), body[(ModelAt.Start + ModelAt.Length)..]];
    }
}
