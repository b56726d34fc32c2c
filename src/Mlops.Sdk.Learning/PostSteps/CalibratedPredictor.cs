using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Corrects probabilities.</summary>
internal sealed class CalibratedPredictor(Predictor inner, CalibrationState state) : WrappedPredictor(inner)
{
    private readonly MultinomialScaling? _all = state.Slope is { } slope ? new MultinomialScaling(slope, state.Shifts) : null;

    public const string KindName = "calibrate";

    private const string StateName = "state.json";
    private const int FewRows = 1000;

    public override string Kind => KindName;

    public override Report Report
    {
        get
        {
            ReportBuilder report = new ReportBuilder($"Calibration of {Label}").Section("Calibration").Facts(("Method", state.Method.ToString()), ("Calibration rows", state.Rows));
            if (state.Temperature is { } temperature) report.Facts(("Temperature", temperature));
            if (_all is not null)
                report.Facts(("Slope", _all.Slope)).Table([ReportColumn.Text("Class"), ReportColumn.Number("Factor")], Classes.Zip(state.Shifts, (name, shift) => (IReadOnlyList<ReportCell>)[name, Math.Exp(shift)]), note: "What the probability of each class is multiplied with, before all are brought to a sum of 1.");
            double[] grid = [.. Enumerable.Range(0, 51).Select(step => step / 50.0)];
            PointSeries[] lines = [.. state.Maps.Select((map, index) => new PointSeries(Classes[state.Maps.Length == 1 ? 1 : index], grid, grid.Select(map.At)))];
            if (state.Temperature is not null && Classes.Length == 2) lines = [new PointSeries(Classes[1], grid, grid.Select(At))];
            if (lines.Length > 0) report.Chart(new LineChart("Calibrated probability", lines)
            {
                XLabel = "What the model says", YLabel = "What it becomes", Diagonal = true,
            });
            Finding[] findings = state.Method == CalibrationMethod.Isotonic && state.Rows < FewRows
                ? [new Finding("CALIB001", Severity.Info, null, $"Isotonic calibration learnt from {state.Rows} rows and may follow their chance. Platt's sigmoid is steadier below {FewRows} rows.")]
                : [];
            return new GeneralReport(report.Build(), findings, KindName);
        }
    }

    public static CalibratedPredictor Load(BundleReader reader, Predictor inner)
    {
        CalibrationState state = reader.ReadJson(StateName, LearningJson.Default.CalibrationState);
        int needed = inner.Classes.Length == 2 ? 1 : inner.Classes.Length;
        if (state.Method == CalibrationMethod.Temperature)
            return state.Temperature is > 0 and < double.MaxValue && state.Maps.Length == 0 ? new CalibratedPredictor(inner, state) : throw new InvalidDataException($"A calibration of '{inner.Label}' by temperature has a finite one above 0 and no maps.");
        if (state.Method == CalibrationMethod.Multinomial && needed > 1)
            return state.Slope is { } slope && double.IsFinite(slope) && state.Shifts.Length == needed && state.Shifts.All(double.IsFinite) && state.Maps.Length == 0 ? new CalibratedPredictor(inner, state) : throw new InvalidDataException($"A calibration of '{inner.Label}' by all classes at once has a finite slope, {needed} finite shifts and no maps.");
        if (state.Slope is not null || state.Shifts.Length > 0 || state.Maps.Length != needed || !state.Maps.All(map => map.IsValid && (state.Method == CalibrationMethod.Isotonic) == (map.X.Count > 0) && (state.Method == CalibrationMethod.Beta) == map.Complement is not null))
            throw new InvalidDataException($"A calibration of '{inner.Label}' has {needed} maps of finite numbers, positions rising.");
        return new CalibratedPredictor(inner, state);
    }

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson(StateName, state, LearningJson.Default.CalibrationState);

    protected override WrappedPredictor WithInner(Predictor inner) => new CalibratedPredictor(inner, state);

    protected override Predictions Adjust(Predictions predictions, Dataset data)
    {
        double[] probabilities = predictions.Probabilities.ToArray();
        int classes = predictions.Classes.Length;
        for (int row = 0; row < predictions.RowCount; row++) Adjust(probabilities.AsSpan(row * classes, classes));
        return Predictions.ForClasses(predictions.Label, predictions.Classes, probabilities).WithAnnotations(predictions.Annotations);
    }

    private double At(double probability)
    {
        Span<double> row = [1 - probability, probability];
        Adjust(row);
        return row[1];
    }

    private void Adjust(Span<double> row)
    {
        if (state.Temperature is { } temperature)
        {
            new TemperatureScaling(temperature).Apply(row);
            return;
        }

        if (_all is not null)
        {
            _all.Apply(row);
            return;
        }

        if (row.Length == 2)
        {
            row[1] = state.Maps[0].At(row[1]);
            row[0] = 1 - row[1];
            return;
        }

        double sum = 0;
        Span<double> changed = row.Length <= 64 ? stackalloc double[row.Length] : new double[row.Length];
        for (int index = 0; index < row.Length; index++) sum += changed[index] = state.Maps[index].At(row[index]);
        // Every class may be mapped to 0; what the model said stands then.
        if (!(sum > 0)) return;
        for (int index = 0; index < row.Length; index++) row[index] = changed[index] / sum;
    }
}
