using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Something that a model must do or not do, beyond a good metric: checked on rows, by changing them and looking at what the model says then.</summary>
/// <remarks>The score of a row is the probability of the positive class, the predicted number, or with more classes the probability of the class that is named, or of all of them.</remarks>
public abstract record ModelTest
{
    private protected ModelTest(string name, string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Code = code;
    }

    /// <summary>The name, unique in a suite.</summary>
    public string Name { get; init; }

    /// <summary>The code of its findings.</summary>
    public string Code { get; }

    /// <summary>A change that must not matter: every row gets the other values of a column (of a category and a flag each that occurs, of a number those of other rows).</summary>
    /// <param name="column">The column.</param>
    /// <param name="tolerance">By how much the score may move; in the unit of the label for numbers.</param>
    /// <param name="passFraction">The share of the rows that must hold to it.</param>
    public static ModelTest Invariant(string column, double tolerance = 0.01, double passFraction = 1) => new InvarianceTest(column, null, tolerance, passFraction);

    /// <summary>A change of one's own that must not matter.</summary>
    /// <param name="name">What the change is.</param>
    /// <param name="change">Changes the rows; as many in the same order.</param>
    /// <param name="tolerance">By how much the score may move; in the unit of the label for numbers.</param>
    /// <param name="passFraction">The share of the rows that must hold to it.</param>
    public static ModelTest Invariant(string name, Func<Dataset, Dataset> change, double tolerance = 0.01, double passFraction = 1) => new InvarianceTest(name, change ?? throw new ArgumentNullException(nameof(change)), tolerance, passFraction);

    /// <summary>A number that must raise the score: no row may score lower with a larger one, and the rows must score higher on average.</summary>
    /// <param name="column">The column.</param>
    /// <param name="step">What is added; null for a standard deviation of the column.</param>
    /// <param name="tolerance">By how much a row may move the other way.</param>
    /// <param name="passFraction">The share of the rows that must hold to it.</param>
    /// <param name="className">More than two classes: whose probability is looked at.</param>
    public static ModelTest Rises(string column, double? step = null, double tolerance = 1e-6, double passFraction = 1, string? className = null) => new DirectionTest(column, null, true, step, tolerance, passFraction, className);

    /// <summary>A number that must lower the score.</summary>
    /// <inheritdoc cref="Rises(string, double?, double, double, string)"/>
    public static ModelTest Falls(string column, double? step = null, double tolerance = 1e-6, double passFraction = 1, string? className = null) => new DirectionTest(column, null, false, step, tolerance, passFraction, className);

    /// <summary>A change of one's own that must raise the score.</summary>
    /// <param name="name">What the change is.</param>
    /// <param name="change">Changes the rows; as many in the same order.</param>
    /// <param name="tolerance">By how much a row may move the other way.</param>
    /// <param name="passFraction">The share of the rows that must hold to it.</param>
    /// <param name="className">More than two classes: whose probability is looked at.</param>
    public static ModelTest Rises(string name, Func<Dataset, Dataset> change, double tolerance = 1e-6, double passFraction = 1, string? className = null) => new DirectionTest(name, change ?? throw new ArgumentNullException(nameof(change)), true, null, tolerance, passFraction, className);

    /// <summary>A little noise on every number that the model reads must not turn its decisions over.</summary>
    /// <param name="size">The noise, in standard deviations of each column.</param>
    /// <param name="mostChanged">Classes: the share of the rows that may be decided otherwise. Numbers: the mean change, in standard deviations of what is predicted.</param>
    public static ModelTest Noise(double size = 0.01, double mostChanged = 0.02) => new NoiseTest(size, mostChanged);

    /// <summary>A column that is missing must not bring the model down: each that it reads is taken away in turn, in every row.</summary>
    /// <param name="mostLoss">By how much the metric may get worse where the data have a label; null for no limit, but an answer for every row.</param>
    /// <param name="metric">The metric; null for the one that the task is judged by.</param>
    /// <param name="columns">The columns; empty for each that the model reads.</param>
    public static ModelTest Missing(double? mostLoss = null, Metric? metric = null, params IEnumerable<string> columns) => new MissingTest(mostLoss, metric, [.. columns]);

    /// <summary>A metric must reach a value.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The least value, or the largest where lower is better.</param>
    public static ModelTest Reaches(Metric metric, double value) => new MetricTest(new MetricBar(metric ?? throw new ArgumentNullException(nameof(metric)), value));

    /// <summary>A metric must reach a value in every segment that has rows enough.</summary>
    /// <param name="column">The column that cuts the rows; numbers are cut into quarters.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="value">The least value, or the largest where lower is better.</param>
    /// <param name="minimumRows">Segments with fewer rows are left out.</param>
    public static ModelTest ReachesInEvery(string column, Metric metric, double value, int minimumRows = 50) => new SegmentTest(column, new MetricBar(metric ?? throw new ArgumentNullException(nameof(metric)), value), minimumRows);

    /// <summary>One row must be scored in time: 99 of 100 calls, after some to warm up, one after the other.</summary>
    /// <param name="limit">The time.</param>
    /// <param name="calls">How many calls are timed.</param>
    public static ModelTest Latency(TimeSpan limit, int calls = 500) => new LatencyTest(limit, calls);

    /// <summary>The saved model must not be larger.</summary>
    /// <param name="mostBytes">The bytes of the bundle.</param>
    public static ModelTest Size(long mostBytes) => new SizeTest(mostBytes);

    /// <summary>Runs the test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows, with the label where the test asks for it.</param>
    /// <param name="context">Seed and clock.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="ArgumentException">The data have no row, or the test names a column, a class or a metric that is not there.</exception>
    public ModelTestResult Run(FittedPipeline model, Dataset data, RunContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        return RunCore(new ModelTestSubject(model, data, context ?? RunContext.Default, cancellationToken));
    }

    internal abstract ModelTestResult RunCore(ModelTestSubject subject);

    private protected ModelTestResult Result(bool passed, double? measured, double limit, string message, IEnumerable<int>? failedRows = null) => new(Name, Code, passed, measured, limit, message, [.. (failedRows ?? []).Take(5)]);

    private protected const string RowMoves = "By how much the score of a row moves";

    private protected static string Share(int count, int all) => $"{ReportNumber.Format(count, ReportNumberFormat.Integer)} of {ReportNumber.Format(all, ReportNumberFormat.Integer)} rows";
}
