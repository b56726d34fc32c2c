using CsCheck;
using Mlops.Sdk.Profiling.Tests.Gates;

namespace Mlops.Sdk.Profiling.Tests.Rows;

public sealed class ExampleRowTests
{
    [Fact]
    public void ExampleRows_OfAnyTableInAnyParts_AreItsEndsAndRowsOfIt() => Gen.Select(Tables.Sound, Tables.Parts, Gen.ULong, Gen.Int[0, 9]).Sample(
        (data, parts, seed, most) =>
        {
            if (data.ColumnCount == 0) return;
            var options = new ProfileOptions { ExampleRows = most };
            ShownRows rows = MergeTree.Of([.. Tables.Cut(data, parts, seed)], data.Schema, options, seed).ToReport().ExampleRows;
            int count = Math.Min(most, data.RowCount);
            Assert.Equal(Enumerable.Range(0, count).Select(row => (long)row), rows.First.Select(row => row.Position));
            Assert.Equal(Enumerable.Range(data.RowCount - count, count).Select(row => (long)row), rows.Last.Select(row => row.Position));
            Assert.Equal((count, count), (rows.Random.Length, rows.Random.Select(row => row.Position).Distinct().Count()));
            foreach (ShownRow row in rows.First.Concat(rows.Last).Concat(rows.Random))
                foreach ((string? value, Column column) in row.Values.Zip(data.Columns))
                    Assert.Equal(column.IsMissing((int)row.Position) ? null : ColumnWords.Cut(column.GetText((int)row.Position), 60), value);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Random_OfManyRows_IsDrawnByTheSeedAndNotTheFirst()
    {
        Dataset data = Tables.Mixed(3000);
        long[] Drawn(ulong seed) => [.. data.Profile(new() { Summary = new() { Seed = seed } }).ExampleRows.Random.Select(row => row.Position)];
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
        Assert.True(Drawn(1).Concat(Drawn(2)).Concat(Drawn(3)).Max() > 1000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(50)]
    public void ExampleRows_WithAnAddressAcrossTheirEnd_ShowNoPartOfIt(int before)
    {
        // What is cut before it is looked at may not be known as an address any more.
        string[] notes = [.. Enumerable.Range(0, 2000).Select(i => i == 0 ? $"{new string('x', before)} ada.lovelace.of.london@example.com" : $"note {i} of {i * 7} things")];
        ProfileReport report = new Dataset(TextColumn.FromValues("note", notes)).Profile(new() { Redaction = Redaction.Pii });
        string[] shown = [.. report.ExampleRows.First.Concat(report.ExampleRows.Last).Concat(report.ExampleRows.Random).Select(row => row.Values[0]!)];
        Assert.NotEmpty(shown);
        Assert.DoesNotContain(shown, value => value.Contains("ada.", StringComparison.Ordinal));
        Assert.All(shown, value => Assert.True(value.Length <= 61));
    }

    [Fact]
    public void ExampleRows_Hidden_AreMaskedOrNotThere()
    {
        Dataset people = new(TextColumn.FromValues("email", Enumerable.Range(0, 60).Select(i => $"user{i}@mail.example")), new IntegerColumn("n", Enumerable.Range(0, 60).Select(i => (long)i * i).ToArray()));
        ShownRow first = people.Profile(new() { Redaction = Redaction.Pii }).ExampleRows.First[1];
        Assert.DoesNotContain("user1", first.Values[0], StringComparison.Ordinal);
        Assert.Equal("1", first.Values[1]);
        Assert.Empty(people.Profile(new() { Redaction = Redaction.All }).ExampleRows.Random);
        Assert.Empty(people.Profile(new() { MinimumGroup = 2 }).ExampleRows.First);
        Assert.Empty(people.Profile(new() { Detail = ProfileDetail.Standard }).ExampleRows.First);
        Assert.Throws<ArgumentOutOfRangeException>(() => people.Profile(new() { ExampleRows = 101 }));
    }

    [Fact]
    public void Merge_OfPartsThatKeepAnotherNumberOfRows_IsRefused()
    {
        Dataset data = Tables.Mixed(50);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ProfileSummary(data.Schema).Merge(new ProfileSummary(data.Schema, new() { ExampleRows = 2 })));
        Assert.Contains("example rows", error.Message, StringComparison.Ordinal);
    }
}
