using CsCheck;

namespace Mlops.Sdk.Profiling.Tests;

public sealed class MissingRowsTests
{
    private static readonly Gen<(Dataset Data, int Cut)> s_table =
        from rows in Gen.Int[1, 1500]
        from columns in Gen.Int[1, 5]
        from shares in Gen.Double[0, 1].Array[5]
        from seed in Gen.UInt
        from cut in Gen.Int[0, rows]
        select (Make(rows, columns, shares, seed), cut);

    [Fact]
    public void Counts_OfAnyRows_AreThoseOfTheSlowWay() => s_table.Sample(
        sample =>
        {
            var rows = new MissingRows(sample.Data.Schema);
            rows.Add(sample.Data.Slice(0, sample.Cut));
            rows.Add(sample.Data.Slice(sample.Cut, sample.Data.RowCount - sample.Cut));
            Check(rows, sample.Data);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Merge_OfParts_CountsAllRows_AndIsReadAgain() => s_table.Sample(
        sample =>
        {
            var first = new MissingRows(sample.Data.Schema);
            first.Add(sample.Data.Slice(0, sample.Cut));
            var second = new MissingRows(sample.Data.Schema);
            second.Add(sample.Data.Slice(sample.Cut, sample.Data.RowCount - sample.Cut));
            first.Merge(second);
            Check(first, sample.Data);
            byte[] bytes = Bytes(first);
            var read = new MissingRows(sample.Data.Schema);
            read.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
            Check(read, sample.Data);
            Assert.Equal(bytes, Bytes(read));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Stretch_OfAnOutage_NamesItsRows()
    {
        var rows = new MissingRows(new Schema([new Field("x", ColumnType.Number)]));
        rows.Add(new Dataset(new NumberColumn("x", Enumerable.Range(0, 800).Select(i => i is >= 200 and < 320 ? double.NaN : i).ToArray())));
        (double share, long first, long last) = rows.Stretch("x")!.Value;
        Assert.Equal((1, 200, 319), (share, first, last));
    }

    private static void Check(MissingRows rows, Dataset data)
    {
        Column[] columns = [.. data.Columns];
        int[] all = [.. Enumerable.Range(0, data.RowCount)];
        Assert.Equal(all.Count(row => columns.All(column => column.IsMissing(row))), rows.EmptyRows);
        foreach (Column a in columns)
        {
            foreach (Column b in columns) Assert.Equal(all.Count(row => a.IsMissing(row) && b.IsMissing(row)), rows.Both(a.Name, b.Name));
        }

        Assert.InRange(rows.Bands.Count, 1, MissingBands.MostBands);
        Assert.Equal(data.RowCount, rows.Bands.Rows);
        long start = 0;
        for (int band = 0; band < rows.Bands.Count; band++)
        {
            long end = start + rows.Bands.RowsOf(band);
            for (int column = 0; column < columns.Length; column++)
                Assert.Equal(Enumerable.Range((int)start, (int)(end - start)).Count(columns[column].IsMissing), rows.Bands.MissingOf(band, column));
            start = end;
        }

        Assert.Equal(data.RowCount, start);
    }

    private static byte[] Bytes(MissingRows rows)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        rows.WriteTo(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static Dataset Make(int rows, int columns, double[] shares, uint seed)
    {
        var random = new Numerics.RandomStream(seed);
        return new Dataset(Enumerable.Range(0, columns).Select(c => (Column)new NumberColumn($"c{c}", Enumerable.Range(0, rows).Select(_ => random.NextDouble() < shares[c] ? double.NaN : 1).ToArray())));
    }
}
