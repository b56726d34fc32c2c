using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns what to fill missing values with, and fills them in any data from then on.</summary>
/// <remarks>
/// One pass over every column (numbers: a selection in linear time; with weights a sort). NaN counts as missing whatever the column says of it; infinite values are kept and not learnt from.
/// A column without a missing row at fit is filled later all the same. A column in which every row is missing is filled with 0, false, 1970-01-01 or the level <c>missing</c>, and a finding says that it carries nothing.
/// Weights count where a column has the weight role. Nothing depends on the rows that come together: what is drawn follows from the row itself, neighbors are rows of the training data, chained models are those of the fit.
/// Deterministic for a seed. Costs of methods that look at other columns, for n rows of d columns: nearest n incomplete rows times the donors times d; chained rounds times columns times the fit of a model.
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
        return new StepFit(Fitted(train, fields, learnt, weights, context));
    }

    private FittedMissingImputer Fitted(Dataset train, Field[] fields, ImputedColumn[] learnt, double[]? weights, FitContext context)
    {
        var state = new MissingState(train.RowCount, learnt);
        var fillers = new List<RowFiller>();
        if (Options.Numeric is DrawFill || Options.Categorical is DrawFill)
        {
            DrawnValues?[] draws = ColumnWork.Each(fields, context, field => MethodOf(field) is DrawFill ? DrawnValues.Of(train[field.Name], weights) : null);
            for (int i = 0; i < learnt.Length; i++) learnt[i] = draws[i] is null ? learnt[i] : learnt[i] with { Draws = draws[i], Source = "a value that occurred", Method = MethodOf(fields[i]).Name };
            state = state with { Seed = context.Random.Split("draws").NextUInt64() };
            fillers.Add(new DrawFiller(state.Seed.Value, learnt));
        }

        if (NeighborLearner.Learn(train, fields, Options, weights, context) is { } neighbors)
        {
            state = state with { Neighbors = neighbors.State };
            fillers.Add(neighbors.Filler);
            Tell(neighbors.State.Columns.Where(column => column.IsFilled).Select(column => (column.Name, column.IsCode ? $"the vote of the {neighbors.State.Neighbors} nearest rows" : $"the mean of the {neighbors.State.Neighbors} nearest rows")));
        }

        if (Options.Numeric is ChainedFill || Options.Categorical is ChainedFill)
        {
            Column[] filled = FittedMissingImputer.FillByValue(train, learnt, FittedMissingImputer.LevelsOf(fields, learnt), context.CancellationToken);
            foreach (RowFiller filler in fillers) filler.Fill(train, filled, context.MaxThreads, context.CancellationToken);
            if (ChainLearner.Learn([.. fields.Select(field => train[field.Name])], filled, learnt, Options, weights, context) is { } chain)
            {
                state = state with { Chain = chain.State };
                fillers.Add(chain.Filler);
                Tell(chain.State.Links.Select(link => (link.Name, $"a model of the other columns, {chain.State.Rounds} rounds")));
            }
        }

        return new FittedMissingImputer(fields, state, [.. fillers]);

        void Tell(IEnumerable<(string Name, string Source)> sources)
        {
            foreach ((string name, string source) in sources)
                if (Array.FindIndex(learnt, column => column.Name == name) is var at and >= 0) learnt[at] = learnt[at] with { Source = source, Method = MethodOf(fields[at]).Name };
        }
    }

    private ImputeMethod MethodOf(Field field) => field.Type is ColumnType.Number or ColumnType.Integer ? Options.Numeric : Options.Categorical;

    private bool NeedsIndicator(ImputedColumn column, int rows) => Options.Indicators switch
    {
        MissingIndicators.Always => true,
        MissingIndicators.Never => false,
        _ => column.MissingRows > 0 && column.MissingRows < rows && column.MissingRows >= Options.IndicatorFraction * rows,
    };
}
