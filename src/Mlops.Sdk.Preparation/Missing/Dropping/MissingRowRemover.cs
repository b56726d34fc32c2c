using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Leaves out of training the rows that lack too much, and those without a label. Nothing is left out when the model scores.</summary>
/// <remarks>One pass over every column. NaN counts as missing whatever the column says of it. Never removes every row, nor every row of a class: what would be emptied is kept whole, and a finding says so.</remarks>
public sealed class MissingRowRemover : Resampler<MissingRowOptions>
{
    /// <summary>A remover.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MissingRowRemover(MissingRowOptions? options = null)
        : base(options, PreparationJson.Default.MissingRowOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => "drop_missing_rows";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        SchemaEdit.Resolve(Options.Columns, input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        Field[] fields = SchemaEdit.Resolve(Options.Columns, train.Schema);
        int[][] missing = ColumnWork.Each(fields, context, field => ColumnCells.MissingRows(train[field.Name]));
        var lacks = new int[train.RowCount];
        int[] looked = [.. Enumerable.Range(0, fields.Length).Where(column => missing[column].Length < train.RowCount)];
        foreach (int column in looked)
            foreach (int row in missing[column]) lacks[row]++;
        bool[] removed = Array.ConvertAll(lacks, count => looked.Length > 0 && Options.Rule switch
        {
            MissingRowRule.Any => count > 0,
            MissingRowRule.All => count == looked.Length,
            _ => count > Options.MaximumMissingFraction * looked.Length,
        });
        int[] unlabelled = Options.DropMissingLabels && train.Label is { } label ? ColumnCells.MissingRows(label) : [];
        if (unlabelled.Length == train.RowCount) unlabelled = [];
        var state = new MissingRowState(train.RowCount, Options.Rule, [.. fields.Select((field, column) => new MissingShare(field.Name, field.Type, missing[column].Length, train.RowCount == 0 ? 0 : (double)missing[column].Length / train.RowCount, false))])
        {
            Incomplete = removed.Count(one => one), Unlabelled = unlabelled.Length,
        };
        foreach (int row in unlabelled) removed[row] = true;
        string[] spared = RowRemoval.Spare(train, removed);
        foreach (int row in unlabelled) removed[row] = true;
        int[] kept = [.. Enumerable.Range(0, removed.Length).Where(row => !removed[row])];
        return new Resampled(kept.Length == train.RowCount ? train : train.Take(kept), new MissingRowReport(state with { Removed = train.RowCount - kept.Length }, spared));
    }
}
