using System.Collections.Frozen;
using Strata.Templates.Values;

namespace Strata.Templates.Filters;

/// <summary>Every filter by name. To add one, write it in the file of its kind and it appears here.</summary>
internal static class FilterTable
{
    private static readonly FrozenDictionary<string, Routine> Filters = FrozenDictionary.ToFrozenDictionary(
    [
        .. TextFilters.All, .. LayoutFilters.All, .. MarkupFilters.All, .. NumberFilters.All, .. SequenceFilters.All,
        .. OrderFilters.All, .. SelectionFilters.All, .. GroupFilters.All, .. DumpFilters.All,
    ]);

    public static Routine? Find(string name) => Filters.GetValueOrDefault(name);
}
