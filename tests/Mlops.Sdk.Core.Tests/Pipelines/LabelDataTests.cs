using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk.Core.Tests.Pipelines;

public sealed class LabelDataTests
{
    [Fact]
    public void Read_Kinds_GiveTheTaskAndTheClasses()
    {
        Assert.Equal(["no", "yes"], Read(CategoryColumn.FromValues("y", ["yes", "no", "yes"])).Classes);
        Assert.Equal(["false", "true"], Read(new FlagColumn("y", new[] { true, false })).Classes);
        Assert.Equal(["2", "10"], Read(new IntegerColumn("y", new long[] { 10, 2, 2 })).Classes);
        Assert.Equal(TaskKind.Regression, Read(new IntegerColumn("y", new long[] { 10, 2, 3 })).Task);
        Assert.Equal(TaskKind.Regression, Read(new NumberColumn("y", new double[] { 0, 1 })).Task);
        Assert.Equal(TaskKind.Multiclass, Read(TextColumn.FromValues("y", ["a", "b", "c"])).Task);
    }

    [Fact]
    public void Read_LevelThatDoesNotOccur_IsNoClass()
    {
        var label = new CategoryColumn("y", new[] { 0, 2 }, new CategoryLevels(["a", "b", "c"]));
        LabelData read = Read(label);
        Assert.Equal(["a", "c"], read.Classes);
        Assert.Equal([0, 1], read.Codes.ToArray());
    }

    [Fact]
    public void Read_BadLabels_NameTheColumnAndTheRow()
    {
        Assert.Contains("rows 1, 2", Refused(TextColumn.FromValues("y", ["a", null, null, "b"])), StringComparison.Ordinal);
        Assert.Contains("'a' in all 2 rows", Refused(TextColumn.FromValues("y", ["a", "a"])), StringComparison.Ordinal);
        Assert.Contains("in row 1", Refused(new NumberColumn("y", new[] { 1, double.PositiveInfinity })), StringComparison.Ordinal);
        Assert.Contains("no rows", Refused(new NumberColumn("y", Array.Empty<double>())), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFor_ClassThatTheModelDoesNotKnow_HasNoCode()
    {
        Dataset data = new Dataset(TextColumn.FromValues("y", ["b", "z", null])).WithRole("y", ColumnRole.Label);
        Assert.Equal([1, -1, -1], LabelData.ReadFor(data, TaskKind.Binary, ["a", "b"]).Codes.ToArray());
    }

    private static LabelData Read(Column label) => LabelData.Read(new Dataset(label).WithRole(label.Name, ColumnRole.Label));

    private static string Refused(Column label) => Assert.Throws<MlopsException>(() => Read(label)).Message;
}
