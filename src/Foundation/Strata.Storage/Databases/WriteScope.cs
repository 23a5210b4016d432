namespace Strata.Storage.Databases;

/// <summary>Marks the flow of control that is inside a write, to turn a deadlock of a nested write into an exception.</summary>
internal sealed class WriteScope
{
    internal bool Active { get; set; } = true;
}
