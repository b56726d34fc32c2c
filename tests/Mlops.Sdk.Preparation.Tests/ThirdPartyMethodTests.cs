using System.Text.Json;
using System.Text.Json.Serialization;
using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;
using Mlops.Sdk.Testing;

namespace Mlops.Sdk.Preparation.Tests;

/// <summary>Methods that are not the SDK's: their options by kind, what they learn in the model, and nothing by a name of a type.</summary>
public sealed class ThirdPartyMethodTests
{
    private static MethodKinds<OutlierMethod> Fences => new MethodKinds<OutlierMethod>().Register("acme.spread", AcmeJson.Default.SpreadFence);

    private static MethodKinds<DetectionMethod> Detectors => new MethodKinds<DetectionMethod>().Register("acme.corner", AcmeJson.Default.CornerMethod);

    private static StageKinds Stages => StageKinds.CreateDefault().AddOutlierScorers(new ScorerKinds().Register(CornerScorer.Name, CornerScorer.Read));

    [Fact]
    public void Contract_MethodsOfAThirdParty_Holds()
    {
        StepContract.Verify(new OutlierHandler(new() { Method = OutlierMethod.Spread(1.5), AddFlags = true }, Fences), ContractData.Mixed());
        StepContract.Verify(new OutlierRemover(new() { Method = OutlierMethod.Spread(2) }, Fences), ContractData.Mixed());
        StepContract.Verify(new OutlierWeigher(new() { Method = OutlierMethod.Spread(2) }, Fences), ContractData.Mixed());
        StepContract.Verify(new DetectedOutlierRemover(new() { Detector = new() { Method = DetectionMethod.Corner(1) } }, Detectors), ContractData.Mixed());
    }

    [Fact]
    public void Options_RegisteredKind_AreWrittenByItAndReadBackEqual()
    {
        var handler = new OutlierHandler(new() { Method = OutlierMethod.Spread(1.5) }, Fences);
        var detector = new OutlierDetector(new() { Method = DetectionMethod.Ensemble(DetectionMethod.Corner(2), DetectionMethod.KNearest(3)) }, Detectors);

        Assert.Contains("\"$kind\":\"acme.spread\",\"factor\":1.5", handler.ToOptionsJson(), StringComparison.Ordinal);
        Assert.Equal(handler.Options, handler.ReadOptions(handler.ToOptionsJson()));
        Assert.Equal(detector.Options, detector.ReadOptions(detector.ToOptionsJson()));
        Assert.Throws<JsonException>(() => new OutlierHandler().ReadOptions(handler.ToOptionsJson()));
        Assert.Throws<ArgumentOutOfRangeException>(() => handler.ReadOptions(handler.ToOptionsJson().Replace("1.5", "-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Step_MethodThatIsNotRegistered_SaysHowToRegisterIt()
    {
        Assert.Contains("new MethodKinds<OutlierMethod>().Register(\"acme.name\", AcmeJson.Default.SpreadFence)", Assert.Throws<ArgumentException>(() => new OutlierHandler(new() { Method = OutlierMethod.Spread(1) })).Message, StringComparison.Ordinal);
        Assert.Contains("CornerMethod", Assert.Throws<ArgumentException>(() => Pipeline.Empty.DetectOutliers(new() { Method = DetectionMethod.Ensemble(DetectionMethod.Corner(1)) })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Fences.Register("acme.spread", AcmeJson.Default.SpreadFence));
        Assert.Contains("acme.spread", Assert.Throws<ArgumentException>(() => new MethodKinds<OutlierMethod>().Register("spread", AcmeJson.Default.SpreadFence)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_FenceOfAThirdParty_IsKeptInTheModelLikeAnyOther()
    {
        Dataset data = new(new NumberColumn("x", new double[] { 1, 2, 3, 4, 5, 100 }));
        FittedPipeline model = Pipeline.Empty.HandleOutliers(new() { Method = OutlierMethod.Spread(1) }, Fences).Fit(data);
        double[] capped = Saved(model, StageKinds.CreateDefault()).Transform(data)["x"].ToNumbers().ToArray();

        // Median 3.5, quartiles 2.25 and 4.75.
        Assert.Equal([1, 2, 3, 4, 5, 6], capped);
    }

    [Fact]
    public void Load_ScorerOfAThirdParty_OnlyWhereItsKindIsRegistered()
    {
        Dataset data = ContractData.Numeric();
        var options = new OutlierDetectorOptions { Method = DetectionMethod.Ensemble(DetectionMethod.Corner(2), DetectionMethod.IsolationForest(10)) };
        FittedPipeline model = Pipeline.Empty.DetectOutliers(options, Detectors).Fit(data);

        Assert.Equal(model.Transform(data)["outlier_score"].ToNumbers().ToArray(), Saved(model, Stages).Transform(data)["outlier_score"].ToNumbers().ToArray());
        Assert.Contains("'acme.corner_scorer', which is not known here", Assert.ThrowsAny<Exception>(() => Saved(model, StageKinds.CreateDefault())).ToString(), StringComparison.Ordinal);
        var lying = new ScorerKinds().Register(CornerScorer.Name, (reader, _) => CornerScorer.Read(reader, 1));
        Assert.ThrowsAny<Exception>(() => Saved(model, StageKinds.CreateDefault().AddOutlierScorers(lying)));
    }

    [Fact]
    public void Fit_MethodWithoutFiniteScores_IsRefusedByItsName()
    {
        var detector = new OutlierDetector(new() { Method = DetectionMethod.Corner(double.NaN) }, Detectors);
        Assert.Contains("distance from a corner", Assert.Throws<MlopsException>(() => detector.Fit(ContractData.Numeric())).Message, StringComparison.Ordinal);
    }

    private static FittedPipeline Saved(FittedPipeline model, StageKinds kinds)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        return FittedPipeline.Load(stream, new() { Kinds = kinds });
    }
}

internal static class AcmeMethods
{
    extension(OutlierMethod)
    {
        public static OutlierMethod Spread(double factor) => new SpreadFence(factor);
    }

    extension(DetectionMethod)
    {
        public static DetectionMethod Corner(double power) => new CornerMethod(power);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SpreadFence))]
[JsonSerializable(typeof(CornerMethod))]
internal sealed partial class AcmeJson : JsonSerializerContext;

/// <summary>The median and a multiple of the distance of the quartiles to each side.</summary>
internal sealed record SpreadFence(double Factor) : OutlierMethod
{
    public double Factor { get; init; } = Factor > 0 ? Factor : throw new ArgumentOutOfRangeException(nameof(Factor), Factor, "The factor is above 0.");

    protected internal override string Name => FormattableString.Invariant($"median and {Factor} spreads");

    protected internal override (double Low, double High) Learn(Span<double> finite, ReadOnlySpan<double> box) =>
        box[3] > box[1] ? (box[2] - (Factor * (box[3] - box[1])), box[2] + (Factor * (box[3] - box[1]))) : (double.NaN, double.NaN);
}

/// <summary>The distance from the least value of every column.</summary>
internal sealed record CornerMethod(double Power) : DetectionMethod
{
    protected internal override string Name => "distance from a corner";

    protected internal override bool UsesScale => true;

    protected internal override DetectionFit Fit(DetectionWork work) => work.Scored(new CornerScorer([.. work.Columns.Select(column => Descriptive.Range(column.Span).Min)], Power));
}

internal sealed class CornerScorer(double[] corner, double power) : CustomScorer(Name, corner.Length)
{
    public const string Name = "acme.corner_scorer";

    public static CornerScorer Read(BinaryReader reader, int columns)
    {
        double power = reader.ReadDouble();
        return new CornerScorer([.. Enumerable.Range(0, columns).Select(_ => reader.ReadDouble())], power);
    }

    public override void Explain(ReadOnlySpan<double> point, Span<double> parts)
    {
        for (int c = 0; c < Columns; c++) parts[c] = Math.Pow(Math.Abs(point[c] - corner[c]), power);
    }

    protected override double ScoreOf(ReadOnlySpan<double> point)
    {
        double sum = 0;
        for (int c = 0; c < Columns; c++) sum += Math.Pow(Math.Abs(point[c] - corner[c]), power);
        return sum;
    }

    protected override void Store(BinaryWriter writer)
    {
        writer.Write(power);
        foreach (double value in corner) writer.Write(value);
    }
}
