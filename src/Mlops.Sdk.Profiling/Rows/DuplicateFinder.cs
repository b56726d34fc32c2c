using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Makes facts of the counts of keys.</summary>
internal static class DuplicateFinder
{
    private const int MostExamples = 10;

    public static DuplicateProfile Find(TableRows rows, SampledRows sample)
    {
        Schema schema = rows.Schema;
        string[] ids = Names(schema, ColumnRole.Id), notFeatures = [.. schema.Where(field => field.Role != ColumnRole.Feature).Select(field => field.Name)];
        return new DuplicateProfile(
            Of(rows.All, [], Examples(rows.All, sample)),
            rows.WithoutIds is { } withoutIds ? Of(withoutIds, ids, Examples(withoutIds, sample, byHash: false)) : null,
            rows.Features is { } features ? Of(features, notFeatures, Examples(features, sample, byHash: false)) : null,
            rows.Features is { } labelled ? LabelConflictFinder.Find(labelled) : null);
    }

    private static string[] Names(Schema schema, ColumnRole role) => [.. schema.WithRole(role).Select(field => field.Name)];

    private static DuplicateRows Of(GroupCounts counts, string[] ignored, ImmutableArray<RepeatedRow> examples)
    {
        var estimate = GroupEstimate.Of(counts);
        return new DuplicateRows
        {
            Rows = counts.Rows,
            RepeatedRows = (long)Math.Round(estimate.Repeated.Value), RepeatedRowsBound = estimate.Repeated.Bound,
            RepeatedGroups = (long)Math.Round(estimate.Groups.Value), RepeatedGroupsBound = estimate.Groups.Bound,
            RowsInGroups = (long)Math.Round(estimate.InGroups.Value), RowsInGroupsBound = estimate.InGroups.Bound,
            IsExact = counts.IsExact, Ignored = [.. ignored], Examples = examples,
        };
    }

    private static ImmutableArray<RepeatedRow> Examples(GroupCounts counts, SampledRows sample, bool byHash = true)
    {
        List<(KeyRows Rows, bool IsExact)> found = [.. GroupEstimate.Largest(counts, MostExamples).Select(group => (group, true))];

        // A row that is repeated very often may not be among the keys that are kept, but it is in the sample more than once.
        if (byHash && !counts.IsExact)
        {
            found.AddRange(Enumerable.Range(0, sample.Count).GroupBy(row => sample.Hashes[row]).Where(group => group.Count() > 1 && counts.Find(group.Key) is null)
                .Select(group => (new KeyRows(group.Key, (long)Math.Round(group.Count() * (double)sample.TableRows / sample.Count), sample.Positions[group.First()]), false)));
        }

        return [.. found.OrderByDescending(one => one.Rows.Count).ThenBy(one => one.Rows.First).Take(MostExamples)
            .Select(one => new RepeatedRow(one.Rows.Count, one.IsExact, one.Rows.First, Values(sample, byHash ? Array.IndexOf(sample.Hashes, one.Rows.Key) : Array.BinarySearch(sample.Positions, one.Rows.First))))];
    }

    private static ImmutableArray<string?> Values(SampledRows sample, int row) =>
        row < 0 ? [] : [.. sample.Rows.Columns.Select(column => column.IsMissing(row) ? null : column.GetText(row))];
}
