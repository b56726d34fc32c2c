using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

internal static class Same
{
    public static readonly Gen<Dataset> AnyDataset = from seed in Gen.ULong[0, 100_000] from rows in Gen.Int[0, 200] select DatasetGenerator.Create(seed, rows, new() { Label = seed % 2 == 0 });

    public static object?[] Values(Dataset data, string column) => [.. Enumerable.Range(0, data.RowCount).Select(data[column].GetValue)];

    /// <summary>Equal schemas with roles and levels, and equal values to the bit, missing for missing.</summary>
    public static void Data(Dataset expected, Dataset actual)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        Assert.Equal(expected.RowCount, actual.RowCount);
        foreach (Column column in expected.Columns)
        {
            Column other = actual[column.Name];
            for (int row = 0; row < expected.RowCount; row++)
            {
                object? a = column.GetValue(row), b = other.GetValue(row);
                bool same = a is double x && b is double y ? BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)) : Equals(a, b);
                Assert.True(same && column.IsMissing(row) == other.IsMissing(row), $"column {column.Name} row {row}: {a ?? "missing"} and {b ?? "missing"}");
            }

            if (column is TextColumn text && other is TextColumn copy)
                for (int row = 0; row < text.Length; row++) Assert.True(text.GetUtf8(row).SequenceEqual(copy.GetUtf8(row)));
        }
    }

    public static T InTurkish<T>(Func<T> action)
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
        try
        {
            return action();
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
