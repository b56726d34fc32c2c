using Mlops.Sdk.Testing;
using Mlops.Sdk.Tests.Architecture;

namespace Mlops.Sdk.Tests.Contract;

public sealed class EveryStageTests
{
    public static TheoryData<Type> Stages => [.. Packages.Names.SelectMany(name => StepContract.FindStages(Packages.Load(name)))];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stages))]
    public void Stage_WithDefaultOptions_KeepsTheContract(Type stage) => StepContract.Verify(StepContract.Create(stage));
}
