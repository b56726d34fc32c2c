using System.Reflection;

namespace Mlops.Sdk.Tests.Architecture;

public sealed class PipelineJsonTests
{
    /// <summary>Every stage that a user can put into a pipeline, with its default options.</summary>
    public static TheoryData<string> Stages => [.. Packages.Names.SelectMany(name => Packages.Load(name).GetExportedTypes()).Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Stage))).Select(type => type.AssemblyQualifiedName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Stages))]
    public void FromJson_EveryStage_ComesBackWithEqualOptions(string type)
    {
        ConstructorInfo constructor = Type.GetType(type, throwOnError: true)!.GetConstructors().Single();
        Stage stage = (Stage)constructor.Invoke([.. constructor.GetParameters().Select(_ => (object?)null)]);
        Pipeline pipeline = stage is PostStep post ? Pipeline.Empty.TrainPrior().Add(post) : Pipeline.Empty.Add(stage);
        Pipeline read = Pipeline.FromJson(pipeline.ToJson());
        Assert.Equal(pipeline.ToString(), read.ToString());
        Assert.Equal(stage.GetType(), read.Stages[^1].GetType());
        Assert.Equal((pipeline.CalibrationFolds, pipeline.CalibrationFraction), (read.CalibrationFolds, read.CalibrationFraction));
    }

    [Fact]
    public void FromJson_AskedPostSteps_AreNotAddedTwice()
    {
        Pipeline pipeline = Pipeline.Empty.ImputeMissing().Rebalance().TrainLinear();
        Pipeline read = Pipeline.FromJson(pipeline.ToJson());
        Assert.Equal(pipeline.ToString(), read.ToString());
        Assert.Equal(pipeline.CalibrationFolds, read.CalibrationFolds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"mlops-pipeline\",\"format_version\":2,\"calibration_fraction\":0.2,\"calibration_folds\":0,\"stages\":[]}")]
    [InlineData("{\"format\":\"mlops-pipeline\",\"format_version\":1,\"calibration_fraction\":2,\"calibration_folds\":0,\"stages\":[]}")]
    [InlineData("{\"format\":\"mlops-pipeline\",\"format_version\":1,\"calibration_fraction\":0.2,\"calibration_folds\":0,\"stages\":[{\"kind\":\"System.Object\",\"options\":{}}]}")]
    [InlineData("{\"format\":\"mlops-pipeline\",\"format_version\":1,\"calibration_fraction\":0.2,\"calibration_folds\":0,\"stages\":[{\"kind\":\"impute_missing\",\"options\":{\"indicator_fraction\":7}}]}")]
    [InlineData("{\"format\":\"mlops-pipeline\",\"format_version\":1,\"calibration_fraction\":0.2,\"calibration_folds\":0,\"stages\":[{\"kind\":\"prior\",\"options\":{}},{\"kind\":\"impute_missing\",\"options\":{}}]}")]
    public void FromJson_NoPipeline_IsRefused(string json) => Assert.Throws<ArgumentException>(() => Pipeline.FromJson(json));

    [Fact]
    public void FromJson_PropertyMissing_IsNamed() =>
        Assert.Contains("it has no 'stages'", Assert.Throws<ArgumentException>(() => Pipeline.FromJson("""{"format":"mlops-pipeline","format_version":1}""")).Message, StringComparison.Ordinal);
}
