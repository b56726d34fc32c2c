namespace Mlops.Sdk;

/// <summary>A model and the rows that it is tested on, with what it says of them as they are.</summary>
internal sealed class ModelTestSubject
{
    private Predictions? _asIs;

    public ModelTestSubject(FittedPipeline model, Dataset data, RunContext context, CancellationToken cancellation)
    {
        if (model.Predictor is null) throw new ArgumentException("The pipeline has no trainer, so there is nothing to test.", nameof(model));
        if (data.RowCount == 0) throw new ArgumentException("There are no rows to test the model on.", nameof(data));
        Model = model;
        Data = data;
        Context = context;
        Cancellation = cancellation;
    }

    public FittedPipeline Model { get; }

    public Dataset Data { get; }

    public RunContext Context { get; }

    public CancellationToken Cancellation { get; }

    public Predictions AsIs => _asIs ??= Model.Score(Data, Cancellation);

    public Predictions Score(Dataset changed)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (changed.RowCount != Data.RowCount) throw new ArgumentException($"The change made {changed.RowCount} rows of {Data.RowCount}. A change keeps the rows and their order.", nameof(changed));
        return Model.Score(changed, Cancellation);
    }

    /// <summary>A column that the model reads.</summary>
    public Column Read(string name)
    {
        if (!Model.InputSchema.Contains(name))
            throw new ArgumentException($"The model does not read '{name}'.{(Model.InputSchema.NearestName(name) is { } near ? $" Did you mean '{near}'?" : "")} It reads {string.Join(", ", Model.InputSchema.Select(field => field.Name))}.", nameof(name));
        return Extensibility.SchemaMatch.Conform(Data, [Model.InputSchema[name]])[name];
    }

    /// <summary>The score of every row: of a class, else of the positive one or the number.</summary>
    public static double[] Scores(Predictions predictions, string? className)
    {
        if (predictions.Task == TaskKind.Regression) return predictions.Values.ToArray();
        if (className is null && predictions.Task == TaskKind.Multiclass) throw new ArgumentException($"'{predictions.Label}' has {predictions.Classes.Length} classes. Name the one whose probability is meant: {string.Join(", ", predictions.Classes)}.", nameof(className));
        int index = className is null ? 1 : predictions.Classes.IndexOf(className);
        return index >= 0 ? predictions.ProbabilitiesOf(index) : throw new ArgumentException($"'{className}' is no class of '{predictions.Label}'. Classes: {string.Join(", ", predictions.Classes)}.", nameof(className));
    }

    /// <summary>How far each row moved: its number, or the most that the probability of a class moved.</summary>
    public static double[] Moves(Predictions before, Predictions after)
    {
        bool numbers = before.Task == TaskKind.Regression;
        ReadOnlySpan<double> first = numbers ? before.Values : before.Probabilities, second = numbers ? after.Values : after.Probabilities;
        int perRow = numbers ? 1 : before.Classes.Length;
        var moves = new double[before.RowCount];
        for (int i = 0; i < first.Length; i++) moves[i / perRow] = Math.Max(moves[i / perRow], Math.Abs(first[i] - second[i]));
        return moves;
    }
}
