using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns a fence for every numeric column, and caps, marks or flags what lies outside in any data from then on, or transforms the column so that far values come nearer.</summary>
/// <remarks>
/// Linear expected time in rows for every column. Fences are learnt from the finite values; NaN and missing pass through, infinite values lie outside. A column without spread gets no fence and is left as it is.
/// By groups every level with enough values has fences of its own. Row weights do not move the fences: whether a value is far out does not depend on how much its row counts. Deterministic.
/// </remarks>
public sealed class OutlierHandler : Step<OutlierOptions, FittedOutlierHandler>
{
    internal const string KindName = "handle_outliers";

    /// <summary>A handler.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <param name="kinds">Methods of your own, by their kinds.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the method is neither built in nor among the kinds.</exception>
    public OutlierHandler(OutlierOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        : base(options, MethodKinds<OutlierMethod>.TypeOf(kinds, PreparationJson.Default.OutlierOptions)) => MethodKinds<OutlierMethod>.Require(Options.Method, kinds);

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        Field[] fields = FenceLearner.Choose(Options.Columns, Options.GroupBy, input, problems);
        if (OutlierTransform.IsOne(Options.Action)) input = SchemaEdit.Apply(input, fields.Select(field => new Field(field.Name, ColumnType.Number)), new HashSet<string>());
        if (!Options.AddFlags) return input;
        var names = new NewNames(input);
        return SchemaEdit.Apply(input, fields.Select(field => new Field(names.Take(field.Name + "_outlier"), ColumnType.Flag) { IsFamily = true }), new HashSet<string>());
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        Field[] fields = FenceLearner.Choose(Options.Columns, Options.GroupBy, train.Schema);
        OutlierState state = FenceLearner.Learn(train, fields, Options.Method, Options.GroupBy, Options.MinimumGroupRows, Options.Action, context);
        var names = new NewNames(train.Schema);
        FencedColumn[] columns = state.Columns;
        ColumnScale?[] scales = OutlierTransform.Learn(train, fields, Options.Action, context);
        for (int i = 0; i < columns.Length; i++) columns[i] = columns[i] with { Scale = scales[i], Flag = Options.AddFlags && columns[i].HasFence ? names.Take(columns[i].Name + "_outlier") : null };
        IEnumerable<Field> inputs = fields.Where((_, i) => columns[i].IsRead);
        if (Options.GroupBy is { } group && columns.Any(column => column.IsRead)) inputs = inputs.Append(train.Schema[group]);
        return new StepFit(new FittedOutlierHandler(inputs, state, Options.Replacement));
    }

    /// <summary>What the step would change in training data, told before it does: nothing is changed.</summary>
    /// <param name="train">The data that it would be fitted on and applied to.</param>
    /// <param name="context">Seed and threads.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="SchemaMismatchException">A named column is missing or has the wrong type.</exception>
    public OutlierPreviewReport Preview(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        Fit(train, context, cancellationToken).Preview(train, cancellationToken);
}
