using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>What a filter looks at, so that a planner knows whether sums that are kept already can answer it.</summary>
internal sealed class FilterNeeds
{
    private readonly HashSet<Label> labels = [];

    /// <summary>Whether it looks at anything but labels, <c>error</c> and <c>root</c>.</summary>
    public bool Rows { get; private set; }

    public IReadOnlySet<Label> Labels => labels;

    public static FilterNeeds Of(FilterNode? node)
    {
        var needs = new FilterNeeds();
        needs.Add(node);
        return needs;
    }

    /// <summary>The score tests within a filter.</summary>
    public static IEnumerable<FilterNode.Compare> Scores(FilterNode? node) => node switch
    {
        FilterNode.Both both => Scores(both.Left).Concat(Scores(both.Right)),
        FilterNode.Either either => Scores(either.Left).Concat(Scores(either.Right)),
        FilterNode.Not not => Scores(not.Inner),
        FilterNode.Compare { Field.Kind: FieldKind.Score } compare => [compare],
        _ => [],
    };

    private void Add(FilterNode? node)
    {
        switch (node)
        {
            case FilterNode.Both both:
                Add(both.Left);
                Add(both.Right);
                break;
            case FilterNode.Either either:
                Add(either.Left);
                Add(either.Right);
                break;
            case FilterNode.Not not:
                Add(not.Inner);
                break;
            case FilterNode.Compare { Field: { Kind: FieldKind.Label } field }:
                labels.Add(field.Label);
                break;
            case FilterNode.Compare { Field.Name: "error" or "root" }:
                break;
            case FilterNode.Compare:
                Rows = true;
                break;
            default:
                break;
        }
    }
}
