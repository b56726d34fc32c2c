namespace Mlops.Sdk.Profiling.Tests;

/// <summary>What earlier versions stored is read for ever. <c>profile_format1.bin</c> is the summary of the first 40 rows of <c>people.csv</c> as format 1 of the profile and 3 of the columns wrote it.</summary>
public sealed class StoredProfileTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "ReferenceData");

    [Fact]
    public void Format1_OfAnEarlierVersion_SaysWhatTheRowsSayButForWhatItDidNotCount()
    {
        Dataset people = Dataset.FromCsv(Path.Combine(s_folder, "people.csv"), new() { Label = "default" }).Slice(0, 40);
        ProfileSummary stored = Read(File.ReadAllBytes(Path.Combine(s_folder, "profile_format1.bin")));
        ProfileReport report = people.Profile(), old = stored.ToReport();
        foreach (ColumnProfile column in report.Columns)
        {
            ColumnProfile known = old[column.Name];
            Assert.Equal((column.Rows, column.Missing, column.Distinct, column.MedianAbsoluteDeviation, column.Gini), (known.Rows, known.Missing, known.Distinct, known.MedianAbsoluteDeviation, known.Gini));
            Assert.Equal(column.Sum ?? 0, known.Sum ?? 0, 1e-9 * Math.Abs(column.Sum ?? 1));
            Assert.Equal(column.Type == ColumnType.Category ? null : column.MemoryBytes, known.MemoryBytes);
        }

        Assert.Empty(old.ExampleRows.First);
        Assert.Equal(report.ExampleRows.Random.Select(row => row.Values[0]), old.ExampleRows.Random.Select(row => row.Values[0]));

        // Read again, and with more rows, it is still not known what was not counted.
        ProfileSummary again = Read(Tables.Bytes(stored.WriteTo)), more = new(people.Schema);
        more.Add(people);
        again.Merge(more);
        Assert.Equal((80, null), (again.Summary.RowCount, again.ToReport()["city"].MemoryBytes));
        Assert.Equal(2 * report["age"].Sum, again.ToReport()["age"].Sum);
    }

    [Fact]
    public void Format1_WithAMetric_DoesNotShowTheNumberOfLaterRowsAsThatOfAll()
    {
        Dataset people = Dataset.FromCsv(Path.Combine(s_folder, "people.csv"), new() { Label = "default" }).Slice(0, 40);
        ProfileSummary added = Stored(), merged = Stored(), into = new(people.Schema, new() { Metrics = [new Rows()] }), later = new(people.Schema, new() { Metrics = [new Rows()] });
        added.Add(people);
        later.Add(people);
        merged.Merge(later);
        into.Merge(Stored());
        into.Add(people);
        Assert.Equal(40, later.ToReport()["age"].Metric("test.rows"));
        foreach (ProfileSummary summary in (ProfileSummary[])[added, merged, into])
            Assert.Equal((80, null), (summary.Summary.RowCount, summary.ToReport()["age"].Metric("test.rows")));

        static ProfileSummary Stored() => ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(File.ReadAllBytes(Path.Combine(s_folder, "profile_format1.bin")))), [new Rows()]);
    }

    private sealed class Rows() : ColumnMetric<long>("test.rows", "rows")
    {
        protected override long Empty(Field field) => 0;

        protected override long Add(long state, Column values) => state + values.Length;

        protected override long Merge(long state, long later) => state + later;

        protected override (double Value, double Bound)? ToValue(long state) => (state, 0);

        protected override void Write(long state, BinaryWriter writer) => writer.Write(state);

        protected override long Read(BinaryReader reader, Field field) => reader.ReadInt64();
    }

    private static ProfileSummary Read(byte[] bytes) => ProfileSummary.ReadFrom(new BinaryReader(new MemoryStream(bytes)));
}
