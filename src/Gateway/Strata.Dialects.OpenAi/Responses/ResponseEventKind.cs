namespace Strata.Dialects.OpenAi.Responses;

/// <summary>What the byte path tells apart.</summary>
internal enum ResponseEventKind
{
    Other,
    Created,
    Text,
    Delta,
    End,
    Failed,
    Error,
}
