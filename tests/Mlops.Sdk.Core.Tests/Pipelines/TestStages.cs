using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Core.Tests.Pipelines;

/// <summary>A third party's stages, made with the public API alone.</summary>
public sealed record ShiftOptions : StageOptions
{
    public double By { get; init; } = 1;

    public ValueList<string> Columns { get; init; } = [];

    public ColumnSet Set { get; init; } = ColumnSet.Numeric;

    public override IEnumerable<string> Problems() => double.IsFinite(By) ? [] : [$"By must be finite and is {By}."];
}

public sealed record ShiftState(double By, ValueList<string> Names);

[JsonSerializable(typeof(ShiftOptions))]
[JsonSerializable(typeof(ShiftState))]
internal sealed partial class TestJson : JsonSerializerContext;

/// <summary>Adds the mean of the training data, times a factor, to every chosen column.</summary>
public sealed class Shift(ShiftOptions? options = null) : Step<ShiftOptions, FittedShift>(options, TestJson.Default.ShiftOptions)
{
    public override string Kind => "acme.shift";

    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        Schema output = input;
        foreach (Field field in Options.Set.Resolve(input, problems)) output = output.With(field with { Type = ColumnType.Number });
        return output;
    }

    protected override StepFit FitCore(Dataset train, FitContext context) =>
        new(new FittedShift(Options.Set.Resolve(train.Schema), Options.By));
}

public sealed class FittedShift(IEnumerable<Field> inputs, double by) : FittedStep(inputs.Select(field => field with { Type = ColumnType.Number }))
{
    public override string Kind => "acme.shift";

    public override Report Report => new GeneralReport(new ReportBuilder("Shift").Section("Learnt").Text($"By {by}").Build());

    public static FittedShift Load(BundleReader reader) => new(reader.Inputs, reader.ReadJson("state.json", TestJson.Default.ShiftState).By);

    public override Schema OutputSchema(Schema input) => Inputs.Aggregate(input, (schema, field) => schema.With(schema[field.Name] with { Type = ColumnType.Number }));

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson("state.json", new ShiftState(by, new(Inputs.Select(field => field.Name))), TestJson.Default.ShiftState);

    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken)
    {
        Dataset output = data;
        foreach (Field field in Inputs)
        {
            double[] values = data[field.Name].ToNumbers().ToArray();
            for (int row = 0; row < values.Length; row++) values[row] += by;
            output = output.With(new NumberColumn(field.Name, values));
        }

        return output;
    }
}

public sealed record HalveOptions : StageOptions;

[JsonSerializable(typeof(HalveOptions))]
internal sealed partial class HalveJson : JsonSerializerContext;

public sealed class Halve(HalveOptions? options = null) : Resampler<HalveOptions>(options, HalveJson.Default.HalveOptions)
{
    public override string Kind => "acme.halve";

    protected override Resampled ResampleCore(Dataset train, FitContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        int[] rows = context.Random.Permutation(train.RowCount)[..Math.Max(1, train.RowCount / 2)];
        return new Resampled(train.Take(rows), new GeneralReport(new ReportBuilder("Halved").Section("Rows").Text($"{rows.Length}").Build()));
    }
}

public sealed class MeanTrainer() : Trainer<HalveOptions>(null, HalveJson.Default.HalveOptions)
{
    public override string Kind => "acme.mean";

    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        double mean = 0;
        foreach (double value in train["income"].ToNumbers().Span) mean += value / train.RowCount;
        return new MeanPredictor(label.Name, label.Classes, [train.Schema["income"]], mean);
    }
}

public sealed class MeanPredictor(string label, IEnumerable<string> classes, IEnumerable<Field> inputs, double mean) : Predictor(label, TaskKind.Binary, classes, inputs)
{
    public override string Kind => "acme.mean";

    public override Report Report => new GeneralReport(new ReportBuilder("Mean").Section("Learnt").Text($"{mean}").Build());

    public static MeanPredictor Load(BundleReader reader) =>
        new(reader.Label, reader.Classes, reader.Inputs, BitConverter.ToDouble(reader.ReadBytes("mean.bin").Span));

    protected override void SaveCore(BundleWriter writer) => writer.WriteBytes("mean.bin", BitConverter.GetBytes(mean));

    protected override Predictions ScoreCore(Dataset data, CancellationToken cancellationToken)
    {
        double[] scores = [.. data["income"].ToNumbers().ToArray().Select(value => value > mean ? 0.75 : 0.25)];
        return Predictions.ForPositive(Label, Classes, scores);
    }
}

internal static class Acme
{
    public static StageKinds Kinds => new StageKinds().AddStep("acme.shift", FittedShift.Load).AddPredictor("acme.mean", MeanPredictor.Load);
}
