using CsCheck;

namespace Mlops.Sdk.Core.Tests.Data;

public sealed class FingerprintTests
{
    private static DatasetFingerprint Of(Dataset data) => data.Fingerprint(TestContext.Current.CancellationToken);

    [Fact]
    public void Fingerprint_SameDataBuiltOtherwise_IsEqual() =>
        Same.AnyDataset.Sample(data =>
        {
            int[] all = [.. Enumerable.Range(0, data.RowCount)];
            Assert.Equal(Of(data), Of(data.Take(all)));
            Assert.Equal(Of(data), Of(data.Head(data.RowCount / 2).Append(data.Slice(data.RowCount / 2, data.RowCount - (data.RowCount / 2)))));
            if (data.RowCount > 0) Assert.Equal(Of(data), Of(data.Take([0, .. all]).Slice(1, data.RowCount)));
        }, iter: 50);

    [Fact]
    public void Fingerprint_OneValueChanged_TellsTheColumn() =>
        (from data in Same.AnyDataset from row in Gen.Int[0, 199] from column in Gen.Int[0, 99] select (data, row, column)).Where(t => t.row < t.data.RowCount).Sample(t =>
        {
            Column changed = t.data.Columns[t.column % t.data.ColumnCount];
            Dataset shifted = t.data.Take([.. Enumerable.Range(0, t.data.RowCount).Select(r => r == t.row ? (r + 1) % t.data.RowCount : r)]);
            Dataset other = t.data.With(shifted[changed.Name]);
            bool same = Equals(changed.GetValue(t.row), other[changed.Name].GetValue(t.row)) && (changed.GetValue(t.row) is not double v || BitConverter.DoubleToInt64Bits(v) == BitConverter.DoubleToInt64Bits((double)other[changed.Name].GetValue(t.row)!));
            Assert.Equal(same ? [] : [changed.Name], Of(t.data).ChangedColumns(Of(other)));
            Assert.Equal(same, Of(t.data).Equals(Of(other)));
        }, iter: 200);

    [Fact]
    public void Fingerprint_MaskOrNaN_IsEqualAndMissingIsNotNaN()
    {
        var plain = new Dataset(new NumberColumn("a", new[] { 1, double.NaN }));
        Assert.Equal(Of(plain), Of(new Dataset(new NumberColumn("a", new[] { 1, double.NaN }, MissingMask.FromWords(new ulong[] { 2 }, 2)))));
        Assert.NotEqual(Of(plain), Of(new Dataset(new NumberColumn("a", new[] { 1, double.NaN }, default))));
        Assert.NotEqual(Of(new Dataset(TextColumn.FromValues("a", ["", "ab", null]))), Of(new Dataset(TextColumn.FromValues("a", ["a", "b", null]))));
        Assert.NotEqual(Of(new Dataset(TextColumn.FromValues("a", ["", null]))), Of(new Dataset(TextColumn.FromValues("a", [null, ""]))));
        Assert.NotEqual(Of(plain), Of(plain.Rename("a", "b")));
        Assert.Equal(Of(plain), Of(plain.WithRole("a", ColumnRole.Label)));
    }

    [Fact]
    public void Fingerprint_RowsAdded_KeepsFullBlocks()
    {
        const int Rows = (2 * DatasetFingerprint.BlockRows) + 10;
        var values = new double[Rows + 5];
        for (int i = 0; i < values.Length; i++) values[i] = i;
        var longer = new Dataset(new NumberColumn("a", values), CategoryColumn.FromValues("c", values.Select((_, i) => i < Rows ? "x" : "a")));
        Dataset shorter = longer.Head(Rows).With(CategoryColumn.FromValues("c", Enumerable.Repeat("x", Rows)));
        DatasetFingerprint before = Of(shorter), after = Of(longer);
        Assert.Equal([2], before.Columns[0].ChangedBlocks(after.Columns[0]));
        Assert.Equal([2], before.Columns[1].ChangedBlocks(after.Columns[1]));
        Assert.Equal(["a", "c"], before.ChangedColumns(after));
    }

    [Fact]
    public void Fingerprint_Golden_NeverChanges()
    {
        // An independent implementation in Python (hashlib) gave the hash.
        var data = new Dataset(new IntegerColumn("a", new long[] { 1, 99, 3 }, MissingMask.FromWords(new ulong[] { 2 }, 3)));
        Assert.Equal("dfb5e5b6a70b79768dbe9dd7dd3d69287d9bb32076003ebfda53bb379e60eb75", Of(data).ToString());
    }
}
