using System.Globalization;
using Microsoft.ML;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>
/// A fitted chain of ML.NET's own, scored by ML.NET. Safe for many threads: each call has a cursor of its own, unlike ML.NET's prediction engine. Saved as ML.NET's zip, which is loaded only by
/// callers that say so; see <see cref="MlNetModels"/>.
/// </summary>
public sealed class MlNetPredictor : Predictor
{
    internal const string KindName = "mlnet_estimator";
    internal const string ZipName = "estimator.zip";

    private readonly EstimatorState _state;
    private readonly LinkFunction _link;
    private readonly EstimatorReader _reader;
    private readonly Lazy<Report> _report;
    private readonly Lazy<byte[]> _zip;

    internal MlNetPredictor(string label, TaskKind task, IEnumerable<string> classes, IEnumerable<Field> inputs, ITransformer transformer, EstimatorState state, MlNetModelOptions? allowed = null, byte[]? zip = null)
        : base(label, task, classes, inputs)
    {
        Transformer = transformer;
        _state = state;
        _link = state.ToLink(task);
        _reader = new EstimatorReader(task, Classes);
        _report = new(() => new EstimatorReport(this, state));
        _zip = zip is null ? new(() => Write(allowed ?? new())) : new(zip);
    }

    /// <inheritdoc/>
    public override string Kind => KindName;

    /// <summary>The fitted chain, for ML.NET's own tools. Its input is every feature under its own name, and <c>Features</c>, the numeric ones together.</summary>
    public ITransformer Transformer { get; }

    /// <inheritdoc/>
    public override Report Report => _report.Value;

    /// <inheritdoc/>
    protected override void SaveCore(BundleWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBytes(ZipName, _zip.Value);
        writer.WriteJson("state.json", _state, EstimatorJson.Default.EstimatorState);
    }

    internal static MlNetPredictor Load(BundleReader reader, MlNetModelOptions options)
    {
        EstimatorState state = reader.ReadJson("state.json", EstimatorJson.Default.EstimatorState);
        byte[] zip = reader.ReadBytes(ZipName).ToArray();
        EstimatorZip.Check(zip, options);
        return new MlNetPredictor(reader.Label, reader.Task, reader.Classes, reader.Inputs, Read(zip), state with { Findings = state.Findings.IsDefault ? [] : state.Findings }, zip: zip);
    }

    private static ITransformer Read(byte[] zip)
    {
        using MemoryStream stream = new(zip);
        try
        {
            return new MLContext().Model.Load(stream, out _);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Its parts fail each in their own way on bytes that they did not write.
            throw new BundleFormatException($"ML.NET cannot read the chain's zip: {error.Message} Save the model again, or load it with the version of ML.NET that saved it.", error);
        }
    }

    /// <inheritdoc/>
    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        EstimatorScores said = ReadScores(Transformer, _reader, [.. Inputs.Select(input => data[input.Name])], data.RowCount, Task, [.. Classes], cancellationToken);
        double[] scores = said.Scores;
        int width = Task == TaskKind.Multiclass ? Classes.Length : 1;
        for (int start = 0; start < scores.Length; start += width)
            _link.Apply(scores.AsSpan(start, width));
        return Task switch
        {
            TaskKind.Regression => Predictions.ForValues(Label, scores),
            // The chain's own decision goes with its own probability; that of an uncalibrated score would not.
            TaskKind.Binary => Predictions.ForClasses(Label, Classes, Predictions.ForPositive(Label, Classes, scores).Probabilities.ToArray(), said.AreProbabilities ? said.Decisions : null),
            _ => Predictions.ForClasses(Label, Classes, scores, said.Decisions),
        };
    }

    internal static EstimatorScores ReadScores(ITransformer transformer, EstimatorReader reader, Column[] columns, int rows, TaskKind task, string[] classes, CancellationToken cancellation)
    {
        if (rows == 0)
            return new([], null, true);
        // A chain may ask for the label though it needs none: one that says nothing is there for it.
        TrainingTarget nothing = new(TargetOf(task), new float[rows], classes.Length);
        return reader.Read(transformer.Transform(new EstimatorView(columns, rows, nothing, classes, new float[rows], cancellation)), rows, cancellation);
    }

    private static TargetKind TargetOf(TaskKind task) => task switch
    {
        TaskKind.Binary => TargetKind.Binary,
        TaskKind.Multiclass => TargetKind.Multiclass,
        _ => TargetKind.Regression,
    };

    private byte[] Write(MlNetModelOptions allowed)
    {
        // ML.NET writes notes beside the state with the decimal sign of the culture.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return WriteZip(allowed);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private byte[] WriteZip(MlNetModelOptions allowed)
    {
        MLContext context = new();
        Column[] none = [.. Inputs.Select(ColumnOf)];
        using MemoryStream stream = new();
        try
        {
            context.Model.Save(Transformer, new EstimatorView(none, 0, new TrainingTarget(TargetOf(Task), [], Classes.Length), Classes, []).Schema, stream);
        }
        catch (Exception error) when (error is InvalidOperationException or NotSupportedException or NotImplementedException)
        {
            throw new MlopsException("MLO2213", $"This chain cannot be saved: {error.Message} A step made of a delegate (CustomMapping) has no saved form; do its work in a step of the pipeline before the chain, or by transforms of ML.NET.", error);
        }

        byte[] zip = EstimatorZip.Normalize(stream.ToArray());
        try
        {
            EstimatorZip.Check(zip, allowed);
        }
        catch (BundleFormatException error)
        {
            throw new MlopsException("MLO2213", $"This chain cannot be saved, as it could not be loaded again: {error.Message} Those options are EstimatorOptions.Saved here, and AllowMlNetModels of whoever loads it. Or do the work of that part in a step of the pipeline before the chain, or by other transforms of ML.NET.", error);
        }

        return zip;
    }

    private static Column ColumnOf(Field field) => field.Type switch
    {
        ColumnType.Timestamp => new TimestampColumn(field.Name, Array.Empty<long>()),
        ColumnType.Category or ColumnType.Text => TextColumn.FromValues(field.Name, []),
        _ => new NumberColumn(field.Name, Array.Empty<double>()),
    };
}
