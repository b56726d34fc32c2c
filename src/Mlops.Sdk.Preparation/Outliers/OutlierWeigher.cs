using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Makes training rows with a value outside the fence of its column count less: their weight falls with the distance, so that they pull a model less and are not lost to it.</summary>
/// <remarks>
/// Fences as in <see cref="OutlierHandler"/>. The weight of a row is multiplied with the half width of the fence over the distance of the value from its middle, as Huber (1964) weighs residuals; of several columns the least factor
/// counts, never less than <see cref="OutlierWeightOptions.MinimumFactor"/>. Where a fence is open at one end, or as narrow as a point, the least factor is taken. A column with the weight role is multiplied, else column <c>weight</c> is added.
/// </remarks>
public sealed class OutlierWeigher : Resampler<OutlierWeightOptions>
{
    /// <summary>A weigher.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <param name="kinds">Methods of your own, by their kinds.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the method is neither built in nor among the kinds.</exception>
    public OutlierWeigher(OutlierWeightOptions? options = null, MethodKinds<OutlierMethod>? kinds = null)
        : base(options, MethodKinds<OutlierMethod>.TypeOf(kinds, PreparationJson.Default.OutlierWeightOptions)) => MethodKinds<OutlierMethod>.Require(Options.Method, kinds);

    /// <inheritdoc/>
    public override string Kind => "down_weight_outliers";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        FenceLearner.Choose(Options.Columns, Options.GroupBy, input, problems);
        return input.WithRole(ColumnRole.Weight).FirstOrDefault() is { } weight
            ? input.With(weight with { Type = ColumnType.Number, Levels = null })
            : input.With(new Field(new NewNames(input).Take(RowWeights.DefaultName), ColumnType.Number, ColumnRole.Weight));
    }

    /// <inheritdoc/>
    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        OutlierState state = FenceLearner.Learn(train, FenceLearner.Choose(Options.Columns, Options.GroupBy, train.Schema), Options.Method, Options.GroupBy, Options.MinimumGroupRows, OutlierAction.Keep, context);
        int[]? groups = GroupPlaces.Of(train, state);
        var factors = new double[train.RowCount];
        Array.Fill(factors, 1);
        foreach (FencedColumn column in state.Columns.Where(column => column.HasFence))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            column.Fences().Lessen(train[column.Name].ToNumbers().Span, groups, Options.MinimumFactor, factors);
        }

        double[] weights = RowWeights.Read(train) is { } given ? [.. given.Zip(factors, (weight, factor) => weight * factor)] : factors;
        string name = train.Weight?.Name ?? new NewNames(train.Schema).Take(RowWeights.DefaultName);
        return new Resampled(train.With(new NumberColumn(name, weights), ColumnRole.Weight), new OutlierWeightReport(state, factors));
    }
}
