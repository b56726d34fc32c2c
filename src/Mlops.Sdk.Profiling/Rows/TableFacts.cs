using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>What a profile tells of whole rows and of columns together.</summary>
internal sealed record TableFacts(
    long SampledRows, ImmutableArray<Association> Associations, ImmutableArray<MissingPair> MissingPairs, ImmutableArray<CandidateKey> Keys, ImmutableArray<ColumnDependency> Dependencies, DuplicateProfile? Duplicates, TargetProfile? Target,
    ShownRows Rows, ImmutableArray<PairPlot> Plots)
{
    /// <summary>What is known when no rows were kept.</summary>
    public static TableFacts None { get; } = new(0, [], [], [], [], null, null, ShownRows.None, []);

    /// <summary>Answers all questions from the sample, in parallel.</summary>
    /// <param name="rows">Counts and sample.</param>
    /// <param name="ends">The first and last rows.</param>
    /// <param name="summary">The columns.</param>
    /// <param name="separation">How features tell classes apart, on all rows.</param>
    /// <param name="options">Sizes and thresholds.</param>
    /// <param name="table">The whole table where it is in memory.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    public static TableFacts Of(TableRows rows, RowEnds ends, DatasetSummary summary, LabelSeparation separation, ProfileOptions options, Dataset? table, CancellationToken cancellationToken)
    {
        SampledRows sample = rows.ToRows(table);
        SampleColumn[] columns = [.. sample.Rows.Columns.Select((column, i) => new SampleColumn(summary.Schema[i], column))];
        DuplicateProfile duplicates = DuplicateFinder.Find(rows, sample);
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<Association> associations = PairAnalysis.Of(columns, summary, sample, options, cancellationToken);
        ImmutableArray<ColumnDependency> dependencies = DependencySearch.Find(columns, sample, options, cancellationToken);
        ImmutableArray<CandidateKey> keys = new KeySearch(columns, summary, sample, table).Find(cancellationToken);
        TargetProfile? target = TargetAnalysis.Find(columns, summary, separation.Strengths(), sample, options, cancellationToken);
        return new TableFacts(sample.Count, associations, MissingAnalysis.Of(columns, cancellationToken), keys, dependencies, duplicates, target, rows.Shown(ends, sample, options.ExampleRows), PairPlots.Of(columns, associations, sample, options));
    }
}
