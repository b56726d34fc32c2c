using CsCheck;

namespace Mlops.Sdk.Tests;

/// <summary>Against the slow reader, at any block size and number of threads.</summary>
public sealed class CsvReferenceTests
{
    private static readonly string[][] Pools =
    [
        ["0", "1", "-7", "+5", "9223372036854775807", "-9223372036854775808", "42"],
        ["0.5", "-1e5", "3.", ".25", "-0", "inf", "1.7976931348623157e308", "0.1234567890123456789", "4.9e-324"],
        ["9223372036854775808", "12345678901234567890123", "-9223372036854775809"],
        ["007", "00", "1,5", "12%", "$3", "1e", "+", "0x1", "1_000", "--1"],
        ["2024-01-02", "2024-02-29T23:59:59.1234567", "1999-12-31 00:00", "2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05Z"],
        ["yes", "No", "YES"],
        ["true", "FALSE", "True"],
        ["", "NA", "?", "-", "None", "."],
        ["a", "b", "c d", "it's", "5\" x", "é\u4e2d\U0001F600", "2024-13-01"],
        ["x\ny", "p,q", "say \"hi\"", "\r", " padded ", "line\r\nend"],
    ];

    private static readonly Gen<string> Files =
        from columns in Gen.Int[1, 4]
        from rows in Gen.Int[0, 40]
        from pools in Gen.Int[0, Pools.Length - 1].Array[1, 3].Array[columns]
        from cells in Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 9]).Array[rows * columns]
        from ends in OneOf("\n", "\r\n", "\r", "\n\n").Array[rows + 1]
        from last in Gen.Bool
        select Compose(columns, rows, pools, cells, ends, last);

    [Fact]
    public void FromCsv_AnyBlocksAndThreads_EqualsTheSlowReader() =>
        Gen.Select(Files, Gen.Int[1, 200], Gen.Int[1, 3]).Sample(
            (text, blockBytes, threads) => AssertEqual(SlowCsvReader.Read(text), Dataset.ParseCsv(text, new() { Delimiter = ',', BlockBytes = blockBytes, MaxThreads = threads })),
            iter: 1500);

    [Fact]
    public void CsvSource_AnyBatches_EqualsFromCsv()
    {
        string path = Path.GetTempFileName();
        try
        {
            Gen.Select(Files, Gen.Int[1, 200], Gen.Int[1, 30]).Sample(
                (text, blockBytes, batchRows) =>
                {
                    File.WriteAllText(path, text);
                    var options = new CsvOptions { Delimiter = ',', BlockBytes = blockBytes };
                    CsvSource source = CsvSource.Open(path, options);
                    Dataset whole = Dataset.FromCsv(path, options);
                    Dataset[] batches = [.. source.ReadBatches(batchRows)];
                    Assert.Equal(whole.Schema, source.Schema);
                    Assert.Equal(whole.RowCount, source.RowCount);
                    Assert.All(batches.SkipLast(1), batch => Assert.Equal(batchRows, batch.RowCount));
                    for (int start = 0, i = 0; i < batches.Length; start += batches[i++].RowCount)
                        AssertEqual(whole.Slice(start, batches[i].RowCount), batches[i]);
                    Assert.Equal(whole.RowCount, batches.Sum(batch => batch.RowCount));
                },
                iter: 200,
                threads: 1);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    public void LendBatches_OfAnyFile_AreThoseThatStay_WhileTheyAreLent(int listRows) =>
        Files.Sample(
            text =>
            {
                string path = Path.GetTempFileName();
                File.WriteAllText(path, text);
                try
                {
                    CsvSource source = CsvSource.Open(path, new() { Delimiter = ',', BlockBytes = 64 });
                    string[] stay = [.. source.ReadBatches(3).Select(batch => batch.Fingerprint().ToString())], lent = [.. source.LendBatches(3, listRows).SelectMany(list => list.Select(batch => batch.Fingerprint().ToString()).ToArray())];
                    Assert.Equal(stay, lent);
                }
                finally
                {
                    File.Delete(path);
                }
            },
            iter: 60);

    [Fact]
    public void ToCsv_ReadBySchema_GivesEveryValueBack() =>
        Files.Sample(
            text =>
            {
                Dataset data = Dataset.ParseCsv(text, new() { Delimiter = ',' });
                foreach (CsvOptions options in (CsvOptions[])[new() { Delimiter = ',' }, new() { Delimiter = '\t', Quote = '\'' }, new() { DecimalMark = ',', Delimiter = ';', Comment = '#' }])
                    AssertEqual(data, Dataset.ParseCsv(data.ToCsv(options), options with { Schema = data.Schema }));
            },
            iter: 300);

    [Fact]
    public void FromCsv_RandomDoubles_EqualDoubleParseToTheBit() =>
        Gen.Select(Gen.Double, OneOf("R", "E16", "E5", "F3", "G9", "G17")).Array[200].Sample(
            values =>
            {
                string[] texts = [.. values.Where(v => double.IsFinite(v.Item1)).Select(v => v.Item1.ToString(v.Item2, System.Globalization.CultureInfo.InvariantCulture))];
                var column = (NumberColumn)Dataset.ParseCsv("x\n0.5\n" + string.Join('\n', texts))["x"];
                for (int i = 0; i < texts.Length; i++)
                {
                    double expected = double.Parse(texts[i], System.Globalization.CultureInfo.InvariantCulture);
                    Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(column.Values[i + 1]));
                }
            },
            iter: 100);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Compose(int columns, int rows, int[][] pools, (int Pool, int Item, int Style)[] cells, string[] ends, bool last)
    {
        var text = new System.Text.StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(i => $"n{i}"))).Append(ends[0]);
        for (int row = 0; row < rows; row++)
        {
            var fields = new string[columns];
            for (int i = 0; i < columns; i++)
            {
                (int pool, int item, int style) = cells[(row * columns) + i];
                string[] values = Pools[pools[i][pool % pools[i].Length]];
                string value = values[item % values.Length];
                bool quoted = style == 0 || value.AsSpan().ContainsAny(",\r\n") || value.Trim() != value;
                fields[i] = quoted ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
                if (style == 1) fields[i] = $" {fields[i]}\t";
            }

            text.Append(string.Join(',', fields));
            if (row < rows - 1 || last) text.Append(ends[row + 1]);
        }

        return text.ToString();
    }

    private static void AssertEqual(Dataset expected, Dataset actual)
    {
        Assert.Equal(expected.Schema.Select(f => f.ToString()), actual.Schema.Select(f => f.ToString()));
        Assert.Equal(expected.RowCount, actual.RowCount);
        foreach (Column column in expected.Columns)
        {
            Column other = actual[column.Name];
            for (int row = 0; row < expected.RowCount; row++)
            {
                Assert.Equal(column.IsMissing(row), other.IsMissing(row));
                Assert.Equal(column.GetText(row), other.GetText(row));
            }

            if (column is NumberColumn number)
                Assert.Equal(number.Values.ToArray().Select(BitConverter.DoubleToInt64Bits), ((NumberColumn)other).Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
