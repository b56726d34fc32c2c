using Microsoft.Data.Analysis;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class DataFrameTests
{
    [Fact]
    public void FromDataFrame_OfToDataFrame_GivesTheSameDataset() =>
        FixedCases.Sample(Same.AnyDataset, data => Same.Data(data, Same.InTurkish(() => Dataset.FromDataFrame(data.ToDataFrame(), data.Schema))), iter: 50);

    [Fact]
    public void FromDataFrame_EveryColumnKind_KeepsTypesAndNulls()
    {
        var frame = new DataFrame(
            new SingleDataFrameColumn("float", [1.5f, null, float.NaN]), new DecimalDataFrameColumn("decimal", [1.5m, null, 2m]), new UInt64DataFrameColumn("ulong", [1ul, null, 3ul]),
            new ByteDataFrameColumn("byte", [(byte)1, null, (byte)255]), new BooleanDataFrameColumn("bool", [true, null, false]), new StringDataFrameColumn("word", ["b", null, "a"]),
            new CharDataFrameColumn("char", ['x', null, 'x']), new DateTimeDataFrameColumn("day", [new DateTime(2024, 2, 29), null, DateTime.MaxValue]));
        Dataset data = Dataset.FromDataFrame(frame);
        Assert.Equal("float: Number, decimal: Number, ulong: Integer, byte: Integer, bool: Flag, word: Category, char: Category, day: Timestamp", data.Schema.ToString());
        Assert.Equal([1.5, null, double.NaN], Same.Values(data, "float"));
        Assert.Equal([1L, null, 255L], Same.Values(data, "byte"));
        Assert.All(data.Columns, column => Assert.Equal(1, column.MissingCount));
        Assert.Equal(["b", null, "a"], Same.Values(data, "word"));
        Assert.Equal(0, Dataset.FromDataFrame(new DataFrame()).RowCount);
    }

    [Fact]
    public void FromDataFrame_WhatDoesNotFit_NamesThePlace()
    {
        Assert.Contains("Row 1, column 'u': 18446744073709551615", Assert.Throws<MlopsException>(() => Dataset.FromDataFrame(new DataFrame(new UInt64DataFrameColumn("u", [1ul, ulong.MaxValue])))).Message);
        Assert.Contains("'v' (VBuffer`1)", Assert.Throws<ArgumentException>(() => Dataset.FromDataFrame(new DataFrame(new VBufferDataFrameColumn<float>("v", 1)))).Message);
    }
}
