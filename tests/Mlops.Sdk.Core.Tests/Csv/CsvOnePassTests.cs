using System.Text;
using CsCheck;

namespace Mlops.Sdk.Tests;

/// <summary>A file that is reduced before its types are known gives what one with known types does, to the bit.</summary>
public sealed class CsvOnePassTests
{
    // What a column goes through from part to part of a file.
    private static readonly string[][] Pools =
    [
        ["0", "1", "-7", "9223372036854775807"],
        ["0.5", "-1e5", "inf", "3"],
        ["9223372036854775808", "12345678901234567890123"],
        ["2024-01-02", "1999-12-31 00:00"],
        ["yes", "No"],
        ["true", "FALSE", "True"],
        ["a", "b"],
        ["", "NA", "\"NA\"", "\"\""],
        ["-", "None", "."],
        ["say \"\"hi\"\"", "p,q", "x\ny"],
        [],
    ];

    private static readonly Gen<string> Files =
        from columns in Gen.Int[1, 4]
        from parts in Gen.Int[1, 4]
        from rows in Gen.Int[0, 60].Array[parts]
        from pools in Gen.Int[0, Pools.Length - 1].Array[parts].Array[columns]
        from items in Gen.Int[0, 1000].Array[64]
        from same in Gen.Int[0, 3]
        from windows in Gen.Bool
        from mark in Gen.Bool
        select Compose(columns, rows, pools, items, same, windows ? "\r\n" : "\n", mark);

    [Fact]
    public void Reduce_OfAnyFile_GivesTheBatchesOfKnownTypes() => WithFile(path =>
        Gen.Select(Files, Gen.Int[16, 300], Gen.Int[1, 40], Gen.Int[1, 50], Gen.Int[1, 3], Gen.Bool).Sample(
            (text, blockBytes, batchRows, listRows, threads, isLabel) =>
            {
                File.WriteAllText(path, text);
                CsvOptions options = new() { Delimiter = ',', BlockBytes = blockBytes, MaxThreads = threads, MaxCategoryLevels = 40, Label = isLabel ? "n0" : null };
                CsvSource known = CsvSource.Open(path, options), found = CsvSource.Open(path, options);
                Schema schema = known.Schema;
                Assert.Equal(Seen.Of(known, batchRows, listRows), Seen.Of(found, batchRows, listRows));
                Assert.Equal((schema, known.RowCount), (found.Schema, found.RowCount));
                Assert.Equal(Summary(known), Summary(CsvSource.Open(path, options)));
                Assert.Equal(Dataset.FromCsv(path, options).Fingerprint(), found.ToDataset().Fingerprint());
            },
            iter: 400,
            threads: 1));

    [Theory]
    [InlineData("1", "2.5", 0.1)]
    [InlineData("1", "x", 0.1)]
    [InlineData("1", "x", 0.9)]
    [InlineData("", "2024-01-02", 0.9)]
    [InlineData("yes", "perhaps", 0.9)]
    [InlineData("2024-01-02", "17", 0.1)]
    [InlineData("-", "x", 0.9)]
    public void Reduce_OfAColumnThatWidensLate_GivesTheTypesOfAllRows(string early, string late, double from) => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 3000).Select(row => $"{row},{(row < 3000 * from ? early : late)}").Prepend("id,v"));
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 200 });
        List<Schema> begun = [];
        long rows = source.Reduce(schema => { begun.Add(schema); return new long[1]; }, (sum, batches) => sum[0] += batches.Sum(batch => (long)batch.RowCount))[0];
        Assert.Equal(3000, rows);
        Assert.Equal(Dataset.FromCsv(path)["v"].Type, begun[^1]["v"].Type);
        Assert.InRange(begun.Count, 1, 2);
    });

    [Fact]
    public void Reduce_OfATextColumnThatTurnsOutToRepeat_GivesACategory() => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 4000).Select(row => $"{row},k{row % 1500}").Prepend("id,v"));
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 200 });
        Assert.Equal(ColumnType.Category, DatasetSummary.Compute(source)["v"].Type);
        Assert.Equal(1500, source.Schema["v"].Levels!.Count);
    });

    [Theory]
    [InlineData("18446744073709551", 0, 1, ColumnType.Text)]
    [InlineData("18446744073709551", 2000, 2, ColumnType.Number)]
    [InlineData("", 0, 1, ColumnType.Integer)]
    public void Read_OfWholeNumbersBeyond64Bits_KeepsTheirSpellingInOnePassUntilAFractionComes(string before, int fractions, int most, ColumnType type) => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 4000).Select(row => $"{row},{(row % 7 == 0 ? "" : $"{before}{row + 1000}{(row >= 4000 - fractions ? ".5" : "")}")}").Prepend("id,v"));
        PassCounter reduced = new(), loaded = new();
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 500, Progress = reduced });
        ColumnSummary column = DatasetSummary.Compute(source)["v"];
        Column values = Dataset.FromCsv(path, new() { BlockBytes = 500, Progress = loaded })["v"];
        Assert.Equal((type, type), (column.Type, values.Type));
        Assert.Equal((3428, 3428), (column.PresentCount, values.Length - values.MissingCount));
        Assert.Equal(type == ColumnType.Number ? double.Parse($"{before}1001", System.Globalization.CultureInfo.InvariantCulture).ToString("R", System.Globalization.CultureInfo.InvariantCulture) : $"{before}1001", values.GetText(1));
        Assert.InRange(reduced.Files, 1, most + 0.01);
        Assert.InRange(loaded.Files, 1, most + 0.01);
    });

    [Fact]
    public void Reduce_WhatACallbackThrows_CountsOnlyWhereTheTypesHold() => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 3000).Select(row => $"{row},{(row < 1500 ? "1" : "2.5")}").Prepend("id,v"));
        static int Refuse(Schema schema, params ColumnType[] types) => types.Contains(schema["v"].Type) ? throw new ArgumentException($"refused {schema["v"].Type}") : 0;
        CsvSource Open() => CsvSource.Open(path, new() { BlockBytes = 200 });
        Assert.Equal(0, Open().Reduce(schema => Refuse(schema, ColumnType.Integer), (_, _) => { }));
        Assert.Equal("Number", Open().Reduce(schema => schema, (schema, _) => Refuse(schema, ColumnType.Integer))["v"].Type.ToString());
        CsvSource source = Open();
        Assert.Equal("refused Number", Assert.Throws<ArgumentException>(() => source.Reduce(schema => Refuse(schema, ColumnType.Integer, ColumnType.Number), (_, _) => { })).Message);
        Assert.Equal(3000, source.RowCount);
        int told = 0;
        source = CsvSource.Open(path, new() { BlockBytes = 200, Types = new Dictionary<string, ColumnType> { ["v"] = ColumnType.Number } });
        Assert.Equal("row 0", Assert.Throws<ArgumentException>(() => source.Reduce(_ => 0, (_, _) => throw new ArgumentException($"row {told++}"), 10)).Message);
        Assert.Equal(1, told);
    });

    [Fact]
    public void Reduce_OfADefectNearTheEnd_TellsItAndKnowsNoTypes() => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 500).Select(row => row == 480 ? "1,2,3" : $"{row},{row}").Prepend("a,b"));
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 200 });
        MlopsException first = Assert.Throws<MlopsException>(() => DatasetSummary.Compute(source)), again = Assert.Throws<MlopsException>(() => source.Schema);
        Assert.Equal(first.Message, again.Message);
    });

    [Fact]
    public void Reduce_Cancelled_Stops() => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 5000).Select(row => $"{row}").Prepend("a"));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => CsvSource.Open(path, new() { BlockBytes = 100 }).Reduce(_ => 0, (_, _) => stop.Cancel(), 10, 1, stop.Token));
    });

    [Theory]
    [InlineData("5,c", "Column 'v' has the value 'c'")]
    [InlineData("5,b\n6,a", "had 600 rows and has 601 now")]
    public void ReadBatches_OfAFileThatChangedSinceItsTypesWereFound_Fails(string last, string problem) => WithFile(path =>
    {
        IEnumerable<string> Lines(string end) => Enumerable.Range(0, 599).Select(row => $"{row},{(row % 2 == 0 ? "a" : "b")}").Prepend("id,v").Append(end);
        File.WriteAllLines(path, Lines("5,a"));
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 200 });
        Assert.Equal(600, source.RowCount);
        File.WriteAllLines(path, Lines(last));
        MlopsException e = Assert.Throws<MlopsException>(() => source.ReadBatches(50).Sum(batch => batch.RowCount));
        Assert.Equal("MLO1511", e.Code);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Reduce_ByManyAtOnce_GivesEachAllRowsAndOneSchema() => WithFile(path =>
    {
        File.WriteAllLines(path, Enumerable.Range(0, 2000).Select(row => $"{row},{(row < 1800 ? "1" : "x")}").Prepend("id,v"));
        byte[] alone = Summary(CsvSource.Open(path, new() { BlockBytes = 200 }));
        CsvSource source = CsvSource.Open(path, new() { BlockBytes = 200 });
        var found = new (byte[] Summary, Schema Schema)[4];
        Parallel.For(0, found.Length, i => found[i] = (Summary(source), source.Schema));
        Assert.All(found, one => Assert.Equal(alone, one.Summary));
        Assert.All(found, one => Assert.Same(source.Schema, one.Schema));
    });

    private static void WithFile(Action<string> test)
    {
        string path = Path.GetTempFileName();
        try
        {
            test(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Summary(CsvSource source)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes)) DatasetSummary.Compute(source, new() { ExactValues = 50 }).WriteTo(writer);
        return bytes.ToArray();
    }

    private static string Compose(int columns, int[] rows, int[][] pools, int[] items, int same, string end, bool mark)
    {
        var text = new StringBuilder(mark ? "\uFEFF" : "").Append(string.Join(',', Enumerable.Range(0, columns).Select(i => $"n{i}"))).Append(end);
        int number = 0;
        for (int part = 0; part < rows.Length; part++)
        {
            for (int row = 0; row < rows[part]; row++)
            {
                IEnumerable<string> fields = Enumerable.Range(0, columns).Select(i =>
                {
                    string[] pool = Pools[pools[i][i < same ? 0 : part]];
                    string value = pool.Length == 0 ? $"w{number++}" : pool[items[number++ % items.Length] % pool.Length];
                    return value.AsSpan().ContainsAny(",\n\"") && !value.StartsWith('"') ? $"\"{value}\"" : value;
                });
                string line = string.Join(',', fields);
                if (line.Length > 0) text.Append(line).Append(end);
            }
        }

        return text.ToString();
    }

    /// <summary>The types and the rows of every list of batches, as they were while they were lent.</summary>
    private sealed record Seen(string Types, string Lists)
    {
        public static Seen Of(CsvSource source, int batchRows, int listRows)
        {
            (Schema schema, List<string> lists) = source.Reduce(schema => (schema, new List<string>()), (seen, batches) => seen.Item2.Add(string.Join(';', batches.Select(Values))), batchRows, listRows);
            return new Seen(string.Join(',', schema.Select(field => $"{field.Name} {field.Type} {field.Role}")), string.Join('\n', lists));
        }

        private static string Values(Dataset batch) => string.Join('|', batch.Columns.Select(column => $"{column.Type}:" + string.Join(',', Enumerable.Range(0, batch.RowCount).Select(row =>
            column.IsMissing(row) ? "<missing>" : column is NumberColumn numbers ? BitConverter.DoubleToInt64Bits(numbers.Values[row]).ToString(System.Globalization.CultureInfo.InvariantCulture) : column.GetText(row)))));
    }
}
