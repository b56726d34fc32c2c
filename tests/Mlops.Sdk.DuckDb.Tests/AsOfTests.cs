using CsCheck;

namespace Mlops.Sdk.DuckDb.Tests;

public sealed class AsOfTests
{
    private static readonly CancellationToken s_token = TestContext.Current.CancellationToken;
    private static readonly DateTime s_start = new(2024, 1, 1);

    /// <summary>A row: key, time in ticks, both of which may be missing.</summary>
    private readonly record struct Moment(string? Key, long? Time);

    [Fact]
    public void Join_NeverSeesTheFuture_AndAgreesWithTheSlowModel()
    {
        Gen<string?> key = Gen.OneOf(Gen.Const((string?)"a"), Gen.Const((string?)"b"), Gen.Const((string?)""), Gen.Const((string?)null));
        Gen<long?> time = Gen.OneOf(Gen.Long[0, 12].Select(value => (long?)(s_start.Ticks + value)), Gen.Const((long?)null));
        Gen<Moment> moment = Gen.Select(key, time, (k, t) => new Moment(k, t));
        Gen.Select(moment.Array[0, 12], moment.Array[0, 15], Gen.Long[0, 3], Gen.Long[-1, 6], Gen.Bool, Gen.Bool).Sample((labels, features, delay, tolerance, same, keyed) =>
        {
            AsOfOptions options = new()
            {
                Keys = keyed ? ["key"] : [], LabelTime = "time", FeatureTime = "time", Delay = TimeSpan.FromTicks(delay), Tolerance = tolerance < 0 ? null : TimeSpan.FromTicks(tolerance),
                AllowSameTime = same, Prefix = "f_", FeatureTimeAs = "seen", MaxThreads = 1,
            };
            Dataset joined = Rows(labels, "label").JoinAsOf(Rows(features, "value"), options, s_token);
            Assert.Equal(labels.Length, joined.RowCount);
            for (int row = 0; row < labels.Length; row++)
            {
                Assert.Equal(row, joined["label"].GetValue(row) is long number ? number : -1);
                int expected = Model(labels[row], features, options);
                Assert.Equal(expected < 0 ? null : (long)expected, joined["f_value"].GetValue(row));
                Assert.Equal(expected < 0 ? null : new DateTime(features[expected].Time!.Value), joined["seen"].GetValue(row));
                if (joined["seen"].GetValue(row) is DateTime seen) Assert.True(seen.Ticks + delay <= labels[row].Time);
            }
        }, iter: 25, threads: 1);
    }

    [Fact]
    public void Join_KeepsLabels_RolesAndLevels()
    {
        var labels = new Dataset(
            CategoryColumn.FromValues("customer", ["Bob", "Ann", "Ann", null]), Times("when", 5, 5, 1, 5),
            new CategoryColumn("outcome", new[] { 1, 0, 1, 0 }, new CategoryLevels(["no", "yes"]))).WithRole("when", ColumnRole.Time).WithRole("outcome", ColumnRole.Label);
        var features = new Dataset(
            TextColumn.FromValues("customer", ["Ann", "Ann", "Bob"]), Times("asof", 2, 4, 9), new NumberColumn("balance", new[] { 10.0, double.NaN, 30.0 }),
            new CategoryColumn("tier", new[] { 2, 0, 1 }, new CategoryLevels(["gold", "silver", "basic"])), TextColumn.FromValues("note", ["first", "", "third"])).WithRole("asof", ColumnRole.Time).WithRole("note", ColumnRole.Id);
        Dataset joined = labels.JoinAsOf(features, new() { Keys = ["customer"] }, s_token);
        Assert.Equal(["customer", "when", "outcome", "balance", "tier", "note"], joined.Schema.Select(field => field.Name));
        Assert.Equal([ColumnRole.Feature, ColumnRole.Time, ColumnRole.Label, ColumnRole.Feature, ColumnRole.Feature, ColumnRole.Ignored], joined.Schema.Select(field => field.Role));
        Assert.Equal(["gold", "silver", "basic"], ((CategoryColumn)joined["tier"]).Levels.Names);
        Assert.Equal([-1, 0, -1, -1], ((CategoryColumn)joined["tier"]).Codes.ToArray());
        Assert.Equal((false, "", true), (joined["note"].IsMissing(1), joined["note"].GetText(1), joined["note"].IsMissing(0)));
        Assert.True(joined["balance"].IsMissing(1));
    }

    [Fact]
    public void Join_OfSources_Streams_InTheOrderOfTheLabels()
    {
        using var scratch = new Scratch();
        string labels = scratch.Parquet("labels.parquet", "SELECT i AS row, i * 7919 % 100 AS customer, TIMESTAMP '2024-01-01' + INTERVAL (i * 31 % 5000) MINUTE AS at FROM range(100000) t(i)");
        string features = scratch.Parquet("features.parquet", "SELECT c AS customer, TIMESTAMP '2024-01-01' + INTERVAL (m * 10) MINUTE AS at, m AS step FROM range(100) a(c), range(500) b(m)");
        DuckDbSource joined = DuckDbSource.FromParquet(labels, new() { Time = "at" }, s_token).JoinAsOf(DuckDbSource.FromParquet(features, new() { Time = "at" }, s_token), new() { Keys = ["customer"], Tolerance = TimeSpan.FromMinutes(5) });
        Assert.Equal(2, joined.Files.Length);
        Dataset[] batches = [.. joined.ReadBatches(cancellationToken: s_token)];
        long[] rows = [.. batches.SelectMany(batch => ((IntegerColumn)batch["row"]).Values.ToArray())];
        long?[] steps = [.. batches.SelectMany(batch => Enumerable.Range(0, batch.RowCount).Select(row => batch["step"].IsMissing(row) ? (long?)null : ((IntegerColumn)batch["step"]).Values[row]))];
        Assert.True(rows.SequenceEqual(Enumerable.Range(0, 100_000).Select(row => (long)row)));
        Assert.True(steps.SequenceEqual(rows.Select(row => row * 31 % 5000).Select(minute => minute % 10 <= 5 ? minute / 10 : (long?)null)));
    }

    [Fact]
    public void Join_WhatDoesNotFit_IsNamed()
    {
        Dataset labels = new Dataset(new IntegerColumn("id", new long[1]), Times("when", 1), new NumberColumn("x", new double[1])), features = new Dataset(TextColumn.FromValues("id", ["1"]), Times("when", 1), new NumberColumn("x", new double[1]));
        AsOfOptions times = new() { LabelTime = "when", FeatureTime = "when" };
        Assert.Contains("role Time", Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, new())).Message, StringComparison.Ordinal);
        Assert.Contains("Prefix", Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, times)).Message, StringComparison.Ordinal);
        Assert.Contains("Integer in the labels and Text", Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, times with { Keys = ["id"] })).Message, StringComparison.Ordinal);
        Assert.Contains("Number", Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, times with { Keys = ["x"] })).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'when'", Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, times with { LabelTime = "whem" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => labels.JoinAsOf(features, times with { LabelTime = "id" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => labels.JoinAsOf(features, times with { Delay = TimeSpan.FromTicks(-1) }));
    }

    private static TimestampColumn Times(string name, params int[] hours) => new(name, Array.ConvertAll(hours, hour => s_start.AddHours(hour).Ticks));

    private static Dataset Rows(Moment[] rows, string number) => new(
        TextColumn.FromValues("key", rows.Select(row => row.Key)),
        new TimestampColumn("time", rows.Select(row => row.Time ?? 0).ToArray(), MissingMask.Create(rows.Length, row => rows[row].Time is null)),
        new IntegerColumn(number, Enumerable.Range(0, rows.Length).Select(row => (long)row).ToArray()));

    // The latest row that is known, and of several the last; then its age is looked at.
    private static int Model(Moment label, Moment[] features, AsOfOptions options)
    {
        int best = -1;
        for (int row = 0; row < features.Length; row++)
        {
            Moment feature = features[row];
            if (label.Time is null || feature.Time is null) continue;
            if (options.Keys.Count > 0 && (label.Key is null || label.Key != feature.Key)) continue;
            long known = feature.Time.Value + options.Delay.Ticks;
            if (known > label.Time || (known == label.Time && !options.AllowSameTime)) continue;
            if (best < 0 || feature.Time >= features[best].Time) best = row;
        }

        return best >= 0 && options.Tolerance is { } tolerance && label.Time - features[best].Time > tolerance.Ticks ? -1 : best;
    }
}
