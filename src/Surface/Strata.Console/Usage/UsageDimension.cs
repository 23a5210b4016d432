using Strata.Ledger.Queries;

namespace Strata.Console.Usage;

/// <summary>Something that usage is told apart by.</summary>
/// <param name="Word">Its word in a URL, as the dimension and as a filter.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">What the ledger groups by.</param>
internal sealed record UsageDimension(string Word, string Name, UsageGroup Group)
{
    /// <summary>All of them, in the order of the picker.</summary>
    public static IReadOnlyList<UsageDimension> All { get; } =
    [
        new("model", "Model", UsageGroup.Model),
        new("provider", "Provider", UsageGroup.Provider),
        new("deployment", "Deployment", UsageGroup.Deployment),
        new("team", "Team", UsageGroup.Project),
        new("key", "Key", UsageGroup.Key),
        new("user", "User", UsageGroup.User),
        new("end_user", "End user", UsageGroup.EndUser),
        new("tag", "Tag", UsageGroup.Tag),
        new("surface", "Surface", UsageGroup.Endpoint),
        new("organization", "Organisation", UsageGroup.Organization),
    ];

    /// <summary>The dimension of a word; the model where there is none.</summary>
    public static UsageDimension Of(string? word) => All.FirstOrDefault(d => d.Word == word) ?? All[0];
}
