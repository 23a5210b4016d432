namespace Strata.Dialects.Json;

/// <summary>Bounds of every JSON body that is read, whatever its dialect.</summary>
public static class JsonLimits
{
    /// <summary>Nested objects and lists.</summary>
    public const int DepthMax = 128;

    /// <summary>Characters of a model's name.</summary>
    public const int ModelCharsMax = 256;

    /// <summary>Turns of a conversation.</summary>
    public const int MessagesMax = 100_000;

    /// <summary>Pieces of one message or one answer.</summary>
    public const int BlocksMax = 10_000;

    /// <summary>Tools of one request.</summary>
    public const int ToolsMax = 1_024;
}
