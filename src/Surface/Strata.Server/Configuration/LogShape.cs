namespace Strata.Server.Configuration;

/// <summary>How log lines look.</summary>
internal enum LogShape
{
    Text,
    Json,
}
