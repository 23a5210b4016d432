namespace Strata.Console.Data;

/// <summary>The names that the door answers to, local models and upstream ones, for the playground's picker.</summary>
internal interface IModelNames
{
    /// <summary>All names, the local ones first.</summary>
    IReadOnlyList<string> List();
}
