using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>All that findings on two profiles are made from.</summary>
internal sealed class ComparisonFacts
{
    private const int MeasuresPerColumn = 8, MeasuresOfTable = 2;

    public ComparisonFacts(ProfileReport before, ProfileReport after, ProfileComparisonOptions options, CancellationToken cancellationToken)
    {
        Before = before;
        After = after;
        Options = options;
        var known = before.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var names = after.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        Rate = options.FalseAlarmRate / (MeasuresOfTable + (MeasuresPerColumn * Math.Max(1, after.Columns.Count(column => known.ContainsKey(column.Name)))));
        var matches = ImmutableArray.CreateBuilder<ColumnMatch>();
        foreach (ColumnProfile column in after.Columns)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.TryGetValue(column.Name, out ColumnProfile? old)) matches.Add(new ColumnMatch(old, column, Rate));
        }

        Matches = matches.ToImmutable();
        Gone = [.. before.Columns.Where(column => !names.Contains(column.Name))];
        Added = [.. after.Columns.Where(column => !known.ContainsKey(column.Name))];
        Renamed = RenamedColumns.Of(Gone, Added, Rate);
    }

    public ProfileReport Before { get; }

    public ProfileReport After { get; }

    public ProfileComparisonOptions Options { get; }

    /// <summary>The probability of a false alarm of one measure: that of all, shared out.</summary>
    public double Rate { get; }

    /// <summary>The columns that both have, in the order of the second.</summary>
    public ImmutableArray<ColumnMatch> Matches { get; }

    public ImmutableArray<ColumnProfile> Gone { get; }

    public ImmutableArray<ColumnProfile> Added { get; }

    public ImmutableArray<RenamedColumn> Renamed { get; }

    /// <summary>Columns whose values can be compared.</summary>
    public IEnumerable<ColumnMatch> Comparable => Matches.Where(match => match.IsComparable);
}
