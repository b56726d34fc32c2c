using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace Mlops.Sdk.Benchmarks;

/// <summary>A model of 100 trees x 31 leaves over 30 columns: many rows against <c>ITransformer.Transform</c>, one row against <c>PredictionEngine.Predict</c>.</summary>
[MemoryDiagnoser]
public class TreeScoringBenchmarks
{
    private readonly MLContext _context = new(0);
    private WideTable _table = null!;
    private IDataView _view = null!;
    private ITransformer _native = null!;
    private PredictionEngine<WideRow, WideScore> _engine = null!;
    private TreePredictor _model = null!;
    private int _row;

    /// <summary>Rows scored in a batch.</summary>
    [Params(1_000_000)]
    public int Rows { get; set; }

    /// <summary>The rows that are scored.</summary>
    internal WideTable Table => _table;

    /// <summary>The neutral model.</summary>
    internal TreePredictor Model => _model;

    /// <summary>The rows that the models were trained on.</summary>
    internal Dataset Train { get; private set; } = Dataset.Empty;

    /// <summary>Another engine of the same model.</summary>
    internal PredictionEngine<WideRow, WideScore> NewEngine() => _context.Model.CreatePredictionEngine<WideRow, WideScore>(_native);

    /// <summary>Trains the same model twice: once here, once in ML.NET.</summary>
    [GlobalSetup]
    public void Setup()
    {
        WideTable train = new(20_000, seed: 2);
        Train = train.Data;
        _table = new WideTable(Rows);
        _model = (TreePredictor)new LightGbmTrainer().Fit(train.Data);
        _native = _context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = 100,
            NumberOfLeaves = 31,
            LearningRate = 0.1,
            MinimumExampleCountPerLeaf = 20,
            UseCategoricalSplit = false,
            Seed = 0,
            Deterministic = true,
            ForceColumnWise = true,
            Booster = new GradientBooster.Options { MinimumChildWeight = 0.001 },
        }).Fit(train.Load(_context));
        _view = _table.Load(_context);
        _engine = _context.Model.CreatePredictionEngine<WideRow, WideScore>(_native);
    }

    /// <summary>All rows with the neutral model.</summary>
    [Benchmark]
    public Predictions Batch() => _model.Score(_table.Data);

    /// <summary>All rows with ML.NET.</summary>
    [Benchmark]
    public float[] BatchMlNet() => [.. _native.Transform(_view).GetColumn<float>("Probability")];

    /// <summary>One row with the neutral model.</summary>
    [Benchmark]
    public double OneRow()
    {
        Span<double> score = stackalloc double[1];
        _model.Scorer.ScoreRow(NextRow().Features, score);
        _model.Link.Apply(score);
        return score[0];
    }

    /// <summary>One row with ML.NET's engine; <see cref="WideScore"/> is reused, as its documentation advises.</summary>
    [Benchmark]
    public float OneRowMlNet()
    {
        _engine.Predict(NextRow(), ref _score);
        return _score.Probability;
    }

    private WideScore _score = new();

    private WideRow NextRow() => _table.Rows[_row = (_row + 1) % 10_000];
}
