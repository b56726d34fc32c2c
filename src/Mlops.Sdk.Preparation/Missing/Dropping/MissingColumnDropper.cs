using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Learns which columns are missing in too many rows, and drops them from any data from then on.</summary>
/// <remarks>One pass over every column. NaN counts as missing whatever the column says of it. What is dropped follows from the training rows alone: a column that lacks more later stays. A dropped column need not be there when the model scores.</remarks>
public sealed class MissingColumnDropper : Step<MissingColumnOptions, FittedMissingColumnDropper>
{
    internal const string KindName = "drop_missing_columns";

    /// <summary>A dropper.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MissingColumnDropper(MissingColumnOptions? options = null)
        : base(options, PreparationJson.Default.MissingColumnOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        SchemaEdit.Resolve(Options.Columns, input, problems);
        return input;
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        double[]? weights = RowWeights.Read(train);
        double total = weights is null ? train.RowCount : OrderedSums.Sum(weights);
        MissingShare[] columns = ColumnWork.Each(SchemaEdit.Resolve(Options.Columns, train.Schema), context, field =>
        {
            int[] rows = ColumnCells.MissingRows(train[field.Name]);
            double share = total == 0 ? 0 : rows.Sum(row => weights?[row] ?? 1) / total;
            return new MissingShare(field.Name, field.Type, rows.Length, share, share > Options.MaximumMissingFraction || (rows.Length == train.RowCount && rows.Length > 0));
        });
        return new StepFit(new FittedMissingColumnDropper([], new MissingColumnState(train.RowCount, Options.MaximumMissingFraction, columns)));
    }
}
