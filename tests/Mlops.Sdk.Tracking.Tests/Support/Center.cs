using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Tracking.Tests.Support;

/// <summary>A step that is as small as a step can be: it takes the mean off one column.</summary>
internal sealed class Center(CenterOptions? options = null) : Step<CenterOptions, FittedCenter>(options, CenterJson.Default.CenterOptions)
{
    public override string Kind => "test_center";

    protected override Schema PropagateCore(Schema input, SchemaProblems problems) => input;

    protected override StepFit FitCore(Dataset train, FitContext context)
    {
        context.LogMetric("loss", double.NaN, 0);
        context.LogMetric("loss", 0.5, 1);
        if (Options.Fails) throw new InvalidOperationException("the step broke");
        double mean = ((NumberColumn)train[Options.Column]).Values.ToArray().Average();
        return new StepFit(new FittedCenter(new CenterState(Options.Column, mean)));
    }
}

internal sealed record CenterOptions : StageOptions
{
    public string Column { get; init; } = "x";

    public bool Fails { get; init; }
}

internal sealed record CenterState(string Column, double Mean);

internal sealed class FittedCenter(CenterState state) : FittedStep([new Field(state.Column, ColumnType.Number)])
{
    public override string Kind => "test_center";

    public override Report Report => new GeneralReport(
        new ReportBuilder("Centered").Section("Means").Text("The mean was taken off.").Build(),
        [new Finding("TEST001", Severity.Warning, state.Column, "The mean is not zero.")],
        "center");

    public static BundleOptions Bundles { get; } = new() { Kinds = StageKinds.CreateDefault().AddStep("test_center", reader => new FittedCenter(reader.ReadJson("state.json", CenterJson.Default.CenterState))) };

    public override Schema OutputSchema(Schema input) => input;

    protected override void SaveCore(BundleWriter writer) => writer.WriteJson("state.json", state, CenterJson.Default.CenterState);

    protected override Dataset TransformCore(Dataset data, CancellationToken cancellationToken) => new(data.Columns.Select(column => column.Name == state.Column ? Shifted((NumberColumn)column) : column));

    private NumberColumn Shifted(NumberColumn column) => new(column.Name, column.Values.ToArray().Select(value => value - state.Mean).ToArray());
}

[JsonSerializable(typeof(CenterOptions))]
[JsonSerializable(typeof(CenterState))]
internal sealed partial class CenterJson : JsonSerializerContext;
