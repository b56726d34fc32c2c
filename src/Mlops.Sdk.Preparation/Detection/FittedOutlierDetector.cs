using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Scores rows against the training rows, whatever they are scored with.</summary>
public sealed class FittedOutlierDetector : FittedStep
{
    private static readonly HashSet<string> s_nothing = [];

    private readonly DetectorState _state;
    private readonly DetectionSpace _space;
    private readonly OutlierScorer _scorer;

    internal FittedOutlierDetector(IEnumerable<Field> inputs, DetectorState state, OutlierScorer scorer)
        : base(inputs)
    {
        (_state, _scorer) = (state, scorer);
        state.Check();
        _space = new DetectionSpace(state.Columns, state.KeepMissing);
        if (!state.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(Inputs.Select(field => (field.Name, field.Type))))
            throw new InvalidDataException("The columns that are read are not those that were learnt.");
        if (scorer.Columns != _space.Width || (state.KeepMissing && !scorer.AcceptsMissing)) throw new InvalidDataException($"The scorer takes {scorer.Columns} coordinates and the columns make {_space.Width}.");
        foreach ((Field field, DetectionColumn column) in Inputs.Zip(state.Columns))
            if (column.Levels is { } levels && field.Levels?.Count != levels.Length) throw new InvalidDataException($"The levels of column '{field.Name}' are not those that were learnt.");
        Report = new OutlierDetectorReport(state);
    }

    /// <inheritdoc/>
    public override string Kind => OutlierDetector.KindName;

    /// <inheritdoc/>
    public override Report Report { get; }

    /// <summary>The score beyond which a row is flagged; infinite where none can be.</summary>
    public double Cutoff => _state.Cutoff;

    /// <inheritdoc/>
    public override Schema OutputSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var added = new List<Field>();
        if (_state.ScoreColumn is { } score) added.Add(new Field(score, ColumnType.Number));
        if (_state.FlagColumn is { } flag) added.Add(new Field(flag, ColumnType.Flag));
        if (_state.ProbabilityColumn is { } probability) added.Add(new Field(probability, ColumnType.Number));
        return SchemaEdit.Apply(input, added, s_nothing);
    }

    /// <summary>The score of every row, higher for farther out. A training row that is scored again counts as a new one; see <see cref="Step.FitTransform"/> for what it had in training.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public double[] ScoreRows(Dataset data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ScoreConformed(SchemaMatch.Conform(data, Inputs), cancellationToken);
    }

    /// <summary>The probability of each row to be an outlier, as <see cref="OutlierDetectorOptions.Probability"/> says.</summary>
    /// <inheritdoc cref="ScoreRows"/>
    public double[] ProbabilityOfRows(Dataset data, CancellationToken cancellationToken = default) => Array.ConvertAll(ScoreRows(data, cancellationToken), _state.ProbabilityOf);

    /// <summary>Which columns make a row an outlier, and by how much.</summary>
    /// <param name="data">The data with the row.</param>
    /// <param name="row">The row, from 0.</param>
    /// <exception cref="SchemaMismatchException">A needed column is missing or has the wrong type.</exception>
    public OutlierExplanation Explain(Dataset data, int row)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, data.RowCount);
        Dataset one = SchemaMatch.Conform(data.Slice(row, 1), Inputs);
        double score = ScoreConformed(one, default)[0];
        return new OutlierExplanation(score, _state.Cutoff, _state.ProbabilityOf(score), new(Reasons(one)));
    }

    internal DetectorState State => _state;

    internal string? FlagName => _state.FlagColumn;

    internal static FittedOutlierDetector Load(BundleReader reader) => Load(reader, null);

    internal static FittedOutlierDetector Load(BundleReader reader, ScorerKinds? kinds)
    {
        using var stream = new MemoryStream(reader.ReadBytes("scorer.bin").ToArray());
        using var binary = new BinaryReader(stream);
        OutlierScorer scorer = OutlierScorer.ReadFrom(binary, kinds);
        if (stream.Position != stream.Length) throw new InvalidDataException("Bytes follow the scorer.");
        return new FittedOutlierDetector(reader.Inputs, reader.ReadJson("state.json", PreparationJson.Default.DetectorState), scorer);
    }

    internal IEnumerable<Column> Columns(double[] scores)
    {
        if (_state.ScoreColumn is { } score) yield return new NumberColumn(score, scores);
        if (_state.FlagColumn is { } flag) yield return new FlagColumn(flag, Array.ConvertAll(scores, value => value > _state.Cutoff));
        if (_state.ProbabilityColumn is { } probability) yield return new NumberColumn(probability, Array.ConvertAll(scores, _state.ProbabilityOf));
    }

    internal TopOutlier[] TopOf(Dataset train, double[] scores, int most, CancellationToken cancellationToken)
    {
        double least = scores.Length <= most ? double.NegativeInfinity : Quantiles.Of(scores, 1 - ((double)most / scores.Length), QuantileMethod.Linear);
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(row => scores[row] >= least).OrderByDescending(row => scores[row]).ThenBy(row => row).Take(most)];
        return Array.ConvertAll(rows, row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new TopOutlier(row, scores[row], [.. Reasons(train.Slice(row, 1)).Where(reason => reason.Share > 0.05).Take(3).Select(reason => reason.Words)]);
        });
    }

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var stream = new MemoryStream();
        using var binary = new BinaryWriter(stream);
        try
        {
            _scorer.WriteTo(binary);
            binary.Flush();
        }
        catch (IOException error)
        {
            throw new MlopsException("MLO1752", "The detector keeps what it knows of every training row, and that is more than 2 GB. Fit it on fewer rows, or take DetectionMethod.IsolationForest, which keeps a sample.", error);
        }

        writer.WriteBytes("scorer.bin", stream.GetBuffer().AsSpan(0, (int)stream.Length));
        writer.WriteJson("state.json", _state, PreparationJson.Default.DetectorState);
    }

    /// <inheritdoc/>
    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.With(Columns(ScoreConformed(data, cancellationToken)));
    }

    private double[] ScoreConformed(Dataset data, CancellationToken cancellationToken) =>
        _scorer.Score(_space.Encode(data), new ParallelOptions { CancellationToken = cancellationToken });

    private OutlierReason[] Reasons(Dataset one)
    {
        ReadOnlyMemory<double>[] encoded = _space.Encode(one);
        double[] point = Array.ConvertAll(encoded, column => column.Span[0]), parts = new double[point.Length];
        _scorer.Explain(point, parts);
        var own = new double[_space.Columns.Length];
        for (int c = 0, at = 0; c < own.Length; at += _space.Columns[c++].Width) own[c] = Math.Max(0, parts.AsSpan(at, _space.Columns[c].Width).ToArray().Sum());
        double total = own.Sum();
        return
        [
            .. _space.Columns.Select((column, c) => ReasonWriter.Write(column, one[column.Name], 0, total > 0 && double.IsFinite(total) ? own[c] / total : 0)).OrderByDescending(reason => reason.Share),
        ];
    }
}
