using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns how numbers come to one scale, and brings any data to it from then on.</summary>
/// <remarks>Features only, unless a column is named. Linear in rows for every column; quantiles sort it, and Yeo-Johnson takes some twenty passes. Deterministic.</remarks>
public sealed class NumberScaler : Step<ScalingOptions, FittedNumberScaler>
{
    internal const string KindName = "scale_numbers";

    /// <summary>A scaler.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public NumberScaler(ScalingOptions? options = null)
        : base(options, PreparationJson.Default.ScalingOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems) =>
        SchemaEdit.Apply(input, Chosen(input, problems).Select(field => new Field(field.Name, ColumnType.Number)), new HashSet<string>());

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        double[]? weights = RowWeights.Read(train);
        Field[] fields = Chosen(train.Schema, null);
        ScaledColumn[] learnt = ColumnWork.Each(fields, context, field => Learn(train[field.Name], weights, context.CancellationToken));
        return new StepFit(new FittedNumberScaler(fields, new ScalingState(train.RowCount, learnt)));
    }

    private ScaledColumn Learn(Column column, double[]? weights, CancellationToken cancellationToken)
    {
        ScalingSample sample = ScalingSample.Of(column, weights, Options.Method.NeedsMoments, cancellationToken);
        ColumnScale scale = sample.Count > 0 ? Options.Method.Learn(sample) : LinearScale.Nothing;
        return new ScaledColumn(column.Name, column.Type, scale.IsWhole ? scale : LinearScale.Nothing, sample.Count, sample.Missing, sample.Infinite, sample.IsConstant);
    }

    private Field[] Chosen(Schema schema, SchemaProblems? problems)
    {
        Field[] chosen = SchemaEdit.Resolve(Options.Columns, schema, problems);
        foreach (Field field in chosen.Where(field => !IsScaled(field)))
            problems?.Add($"Column '{field.Name}' is {field.Type}; numbers and integers are scaled. Leave it out of the column set, or encode it first (EncodeCategories).");
        return [.. chosen.Where(IsScaled)];
    }

    private static bool IsScaled(Field field) => field.Type is ColumnType.Number or ColumnType.Integer;
}
