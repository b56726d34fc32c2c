using System.Text.Json;
using CsCheck;

namespace Mlops.Sdk.Core.Tests.Pipelines;

public sealed class OptionsTests
{
    [Fact]
    public void Options_ThroughJson_AreEqual() =>
        Gen.Select(Gen.Double, Gen.String.Array[0, 4], Gen.Enum<ColumnType>().Array[0, 3], Gen.String.Array[0, 3]).Sample((by, names, types, except) =>
        {
            var options = new ShiftOptions { By = double.IsFinite(by) ? by : 0, Columns = new(names), Set = ColumnSet.OfType(types).Except(except) };
            var step = new Shift(options);
            return step.ReadOptions(step.ToOptionsJson()).Equals(options);
        });

    [Fact]
    public void ColumnSet_HostileJson_IsAJsonException()
    {
        foreach (string json in (string[])["""{"Set":[]}""", """{"Set":{"types":["Nope"]}}""", """{"Set":{"names":[1]}}"""])
            Assert.ThrowsAny<Exception>(() => new Shift().ReadOptions(json));
    }

    [Fact]
    public void Step_OptionOutOfRange_IsRefusedWhenMade() =>
        Assert.Contains("By must be finite", Assert.Throws<ArgumentException>(() => new Shift(new() { By = double.NaN })).Message, StringComparison.Ordinal);

    [Fact]
    public void ColumnSet_Resolve_KeepsRolesOut()
    {
        Dataset data = new Dataset(new NumberColumn("x", new double[1]), new NumberColumn("y", new double[1]), new IntegerColumn("id", new long[1]))
            .WithRole("y", ColumnRole.Label).WithRole("id", ColumnRole.Id);
        Assert.Equal(["x"], ColumnSet.Numeric.Resolve(data.Schema).Select(field => field.Name));
        Assert.Equal(["id"], ColumnSet.Named("id").Resolve(data.Schema).Select(field => field.Name));
        Assert.Empty(ColumnSet.All.Except("x").Resolve(data.Schema));
    }
}
