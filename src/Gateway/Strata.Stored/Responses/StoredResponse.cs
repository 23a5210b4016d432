namespace Strata.Stored.Responses;

/// <summary>An answer of Responses that was kept, so that it can be read and followed on.</summary>
public sealed record StoredResponse
{
    /// <summary>Its id, as the caller has it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Project { get; init; }

    /// <summary>The key that asked.</summary>
    public required string KeyId { get; init; }

    /// <summary>Who made it.</summary>
    public required string Deployment { get; init; }

    /// <summary>Whether the provider keeps it itself: what follows on it must go there.</summary>
    public bool IsRemote { get; init; }

    /// <summary>The answer it follows on; empty for none.</summary>
    public string PreviousId { get; init; } = "";

    /// <summary>When it was made, in milliseconds since 1970.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>The items of its own input, a JSON list.</summary>
    public required string Input { get; init; }

    /// <summary>The items of its output, a JSON list.</summary>
    public required string Output { get; init; }

    /// <summary>The response object as the caller got it.</summary>
    public required string Body { get; init; }

    /// <summary>About how much it holds, in UTF-16 units.</summary>
    public long Bytes => Input.Length + Output.Length + Body.Length;
}
