using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns what to fill missing values with, and fills them in any data from then on.</summary>
/// <remarks>
/// One pass over every column (numbers: a selection in linear time; with weights a sort). NaN counts as missing whatever the column says of it; infinite values are kept and not learnt from.
/// A column without a missing row at fit is filled later all the same. A column in which every row is missing is filled with 0, false, 1970-01-01 or the level <c>missing</c>, and a finding says that it carries nothing.
/// Weights count where a column has the weight role. Deterministic.
/// </remarks>
public sealed class MissingImputer : Step<MissingOptions, FittedMissingImputer>
{
    internal const string KindName = "impute_missing";

    /// <summary>An imputer.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MissingImputer(MissingOptions? options = null)
        : base(options, PreparationJson.Default.MissingOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        Field[] chosen = SchemaEdit.Resolve(Options.Columns, input, problems);
        IEnumerable<Field> filled = chosen.Where(field => field.Type == ColumnType.Category).Select(field => field with { Levels = null });
        if (Options.Indicators == MissingIndicators.Never) return SchemaEdit.Apply(input, filled, new HashSet<string>());
        var names = new NewNames(input);
        bool perhaps = Options.Indicators == MissingIndicators.WhenMissing;
        IEnumerable<Field> indicators = chosen.Select(field => new Field(names.Take(field.Name + "_missing"), ColumnType.Flag) { IsFamily = perhaps });
        return SchemaEdit.Apply(input, filled.Concat(indicators), new HashSet<string>());
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        double[]? weights = RowWeights.Read(train);
        Field[] fields = SchemaEdit.Resolve(Options.Columns, train.Schema);
        ImputedColumn[] learnt = ColumnWork.Each(fields, context, field => FillLearner.Learn(train[field.Name], Options, weights));
        var names = new NewNames(train.Schema);
        for (int i = 0; i < learnt.Length; i++)
            if (NeedsIndicator(learnt[i], train.RowCount)) learnt[i] = learnt[i] with { Indicator = names.Take(learnt[i].Name + "_missing") };
        return new StepFit(new FittedMissingImputer(fields, new MissingState(train.RowCount, learnt)));
    }

    private bool NeedsIndicator(ImputedColumn column, int rows) => Options.Indicators switch
    {
        MissingIndicators.Always => true,
        MissingIndicators.Never => false,
        _ => column.MissingRows > 0 && column.MissingRows < rows && column.MissingRows >= Options.IndicatorFraction * rows,
    };
}
