namespace Strata.Core.Storage;

/// <summary>One numbered step of the schema. Never edited once released: a change is a new number.</summary>
/// <param name="Number">Unique over all modules; each module owns a block of a hundred.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Sql">Statements in the subset both databases share, separated by semicolons.</param>
public sealed record Migration(int Number, string Name, string Sql);
