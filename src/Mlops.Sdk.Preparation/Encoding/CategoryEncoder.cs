using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Learns how categories, texts and timestamps become numbers, so that a trainer that learns from numbers alone can use them.</summary>
/// <remarks>
/// Features only; flags, integers and numbers pass through. Texts with few distinct values are taken as categories; of others the words are hashed where they come again in other rows, or the text is left out, with a finding. A level not seen at fit counts as missing:
/// one-hot 0 in every column, ordinal missing, target, James-Stein and evidence the number of missing rows; under frequencies it is 0, hashes need not have seen it, and one-hot can give it a column. Linear in rows for every column. The same seed gives the same folds, and so the same bits, on any number of threads.
/// </remarks>
public sealed class CategoryEncoder : Step<EncodingOptions, FittedCategoryEncoder>
{
    internal const string KindName = "encode_categories";

    /// <summary>An encoder.</summary>
    /// <param name="options">The options; the defaults when null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CategoryEncoder(EncodingOptions? options = null)
        : base(options, PreparationJson.Default.EncodingOptions)
    {
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        Field[] chosen = Chosen(input, problems);
        if (Options.Method is LabelEncoding && input.Label is null)
            problems.Add("The encoding learns from the label and no column has the role Label. Name it with Dataset.WithRole(name, ColumnRole.Label), or take another method.");
        return SchemaEdit.Apply(input, chosen.Select(field => new Field(field.Name, ColumnType.Number) { IsFamily = true }), new HashSet<string>());
    }

    /// <inheritdoc/>
    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        Field[] fields = Chosen(train.Schema, null);
        var target = new Lazy<EncodingTarget>(() => EncodingTarget.Read(train));
        Learnt[] learnt = ColumnWork.Each(fields, context, field => LearnColumn(train[field.Name], train.Label is not null, target, context.CancellationToken));
        var names = new NewNames(train.Schema);
        for (int i = 0; i < learnt.Length; i++) learnt[i] = learnt[i] with { Code = learnt[i].Code.Named(names) };
        IEnumerable<Field> inputs = fields.Zip(learnt).Where(pair => pair.Second.Code.IsRead).Select(pair => pair.First with { Levels = pair.Second.Code is { UsesLevels: true, TellsUnseen: false } ? pair.First.Levels : null });
        var fitted = new FittedCategoryEncoder(inputs, new EncodingState(train.RowCount, [.. learnt.Select(column => column.Code)]));
        return learnt.Any(column => column.Method is LabelEncoding) ? new StepFit(fitted, OutOfFold(train, fitted, learnt, target.Value, context)) : new StepFit(fitted);
    }

    private static Dataset OutOfFold(Dataset train, FittedCategoryEncoder fitted, Learnt[] learnt, EncodingTarget target, FitContext context)
    {
        Learnt[] encoded = [.. learnt.Where(column => column.Method is LabelEncoding)];
        int count = ((LabelEncoding)encoded[0].Method!).Folds;
        int[]? blocks = RowFolds.InTime(train, count);
        int[] folds = blocks ?? RowFolds.Deal(train, target.Label, count, context.Random.Split("folds"));
        Column[][] columns = ColumnWork.Each(encoded, context, column =>
        {
            var method = (LabelEncoding)column.Method!;
            double[][] numbers = blocks is null ? method.OutOfFold(column.Levels!, target, folds) : method.OutOfTime(column.Levels!, target, blocks);
            return column.Code.Outputs.Zip(numbers, (name, values) => (Column)new NumberColumn(name, values)).ToArray();
        });
        return fitted.Transform(train, context.CancellationToken).With(columns.SelectMany(outputs => outputs));
    }

    private Learnt LearnColumn(Column column, bool hasLabel, Lazy<EncodingTarget> target, CancellationToken cancellationToken)
    {
        if (column is TimestampColumn moments) return new Learnt(TimestampCode.Learn(moments, Options.Timestamps, Options.TimestampParts));
        if (Options.Method.LearnWhole(column, cancellationToken) is { } whole) return new Learnt(whole);
        CategoryLevels? levels = column is TextColumn texts ? LevelColumn.LevelsOf(texts, Options.MaxTextLevels) : ((CategoryColumn)column).Levels;
        if (levels is null && Options.Method.LearnTexts((TextColumn)column, cancellationToken) is { } words) return new Learnt(words);
        if (levels is null) return new Learnt(new DroppedCode(column.Name, column.Type, FormattableString.Invariant($"more than {Options.MaxTextLevels} distinct texts")) { Outputs = [] });
        LevelColumn read = LevelColumn.Read(column, levels);
        EncodingMethod method = Options.Method.For(read.Count().AsSpan(0, levels.Count).ToArray().Count(rows => rows > 0), hasLabel);
        if (method is LabelEncoding labelled && labelled.Problem(target.Value) is { } problem) throw new MlopsException("MLO1731", problem);
        ColumnCode code = method.Learn(read, method is LabelEncoding ? target.Value : null);
        return new Learnt(column is TextColumn || code.TellsUnseen ? code with { TextLevels = [.. levels.Names] } : code) { Levels = read, Method = method };
    }

    private Field[] Chosen(Schema schema, SchemaProblems? problems) => [.. SchemaEdit.Resolve(Options.Columns, schema, problems).Where(field => !field.IsNumeric)];

    private sealed record Learnt(ColumnCode Code)
    {
        public LevelColumn? Levels { get; init; }

        public EncodingMethod? Method { get; init; }
    }
}
