using CsCheck;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Monitoring.Tests.Drift;

public sealed class DriftSourceTests
{
    [Fact]
    public void FitAndCompare_SourceInAnyBatches_GiveTheReportOfTheDatasetToTheBit() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 700], Gen.Int[1, 700], Gen.Int[1, 300].Array[1, 6], Gen.Int[2, 60]).Sample((seed, rows, currentRows, sizes, levels) =>
        {
            var random = new RandomStream(seed);
            Dataset reference = Table(random, rows, 0), current = Table(random, currentRows, random.NextInt32(2));
            var detector = new DriftDetector(new() { MaxReferenceRows = 150, MaxCurrentRows = 100, MaxCategoryLevels = levels, MaxTextLevels = 20, MinimumEffect = 0 });
            RunContext context = new() { Seed = seed };
            FittedDriftDetector whole = detector.Fit(reference, context), parts = detector.Fit(new BatchedSource(reference, sizes), context with { MaxThreads = 1 });
            Assert.Equal(Bytes(whole), Bytes(parts));
            string expected = whole.Compare(current).ToJson();
            Assert.Equal(expected, parts.Compare(current).ToJson());
            Assert.Equal(expected, parts.Compare(new BatchedSource(current, [.. sizes.Reverse()])).ToJson());
            Assert.Equal(expected, parts.Compare(new BatchedSource(current, [0, 1, 0, 64])).ToJson());

            // Nothing is kept of batches that are lent: they are written over when they come back.
            Assert.Equal(expected, detector.Fit(new LendingSource(reference, sizes[0], isWrittenOver: true), context).Compare(new LendingSource(current, sizes[^1], isWrittenOver: true)).ToJson());
        }, iter: 40);

    [Fact]
    public void Compare_LongSource_ReadsItOnceAndSamplesNumbersButNotLevelsOrMissingRows()
    {
        Dataset reference = Table(new RandomStream(1), 2000, 0), current = Table(new RandomStream(2), 3000, 1);
        BatchedSource first = new(reference, 333), second = new(current, 500);
        FittedDriftDetector fitted = new DriftDetector(new() { MaxReferenceRows = 400, MaxCurrentRows = 600 }).Fit(first);
        DriftReport report = fitted.Compare(second);
        Assert.Equal((1, 1), (first.Passes, second.Passes));
        Assert.Equal((2000L, 400, 3000L, 600), (report.ReferenceRows, report.SampledRows, report.CurrentRows, report.CurrentSampledRows));
        DriftReport full = new DriftDetector().Fit(reference).Compare(current);
        Assert.Null(full.CurrentSampledRows);
        Assert.Equal((full["town"].Statistic, full["few"].Statistic), (report["town"].Statistic, report["few"].Statistic));
        Assert.Equal((full["price"].ReferenceMissing, full["price"].CurrentMissing), (report["price"].ReferenceMissing, report["price"].CurrentMissing));
        // The distances of samples and of all rows agree within the bound that the documentation states.
        Assert.InRange(report["price"].Statistic - full["price"].Statistic, -1.48 * (1 / Math.Sqrt(400) + 1 / Math.Sqrt(600)), 1.48 * (1 / Math.Sqrt(400) + 1 / Math.Sqrt(600)));
        Assert.Contains("random samples of rows", report.ToText(), StringComparison.Ordinal);
        Assert.Equal(full.DriftedColumns, report.DriftedColumns);
    }

    [Fact]
    public void Compare_MoreLevelsThanAreCounted_ComparesThoseOfTheSample()
    {
        var random = new RandomStream(5);
        Dataset Levels(int rows, int common) => new(CategoryColumn.FromValues("id", Enumerable.Range(0, rows).Select(_ => random.NextInt32(4) < common ? "common" : "r" + random.NextInt32(5000))));
        DriftDetector detector = new(new() { MaxCategoryLevels = 50, MaxReferenceRows = 800, MaxCurrentRows = 500 });
        FittedDriftDetector fitted = detector.Fit(Levels(4000, 2));
        Assert.False(fitted.Compare(Levels(3000, 2)).HasDrift);
        DriftReport drifted = fitted.Compare(Levels(3000, 3));
        Assert.Equal(["id"], drifted.DriftedColumns.ToArray());
        Assert.Equal(10, drifted["id"].NewLevels.Length);
    }

    [Fact]
    public void Compare_SourceWhoseColumnsAreAbsentOrUnreadable_IsAFindingAsForADataset()
    {
        Dataset reference = Table(new RandomStream(1), 300, 0);
        Dataset current = reference.Drop("town").With(TextColumn.FromValues("price", Enumerable.Range(0, 300).Select(i => i == 250 ? "much" : "1.5")));
        FittedDriftDetector fitted = new DriftDetector().Fit(reference);
        DriftReport report = fitted.Compare(new BatchedSource(current, 100));
        Assert.Equal(fitted.Compare(current).ToJson(), report.ToJson());
        Assert.Equal(["DRIFT002", "DRIFT001"], report.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code));
        Assert.Contains("Did you mean", Assert.Throws<SchemaMismatchException>(() => new DriftDetector().Fit(new WrongSource(reference))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FitAndCompare_SourceWithoutRowsOrCancelled_SayWhatToDo()
    {
        Dataset data = Table(new RandomStream(1), 20, 0);
        Assert.Equal("MLO7001", Assert.Throws<MlopsException>(() => new DriftDetector().Fit(data.Slice(0, 0).AsSource())).Code);
        Assert.Equal("MLO7002", Assert.Throws<MlopsException>(() => new DriftDetector().Fit(data).Compare(data.Slice(0, 0).AsSource())).Code);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new DriftDetector().Fit(data.AsSource(), cancellationToken: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => new DriftDetector().Fit(data).Compare(data.AsSource(), stop.Token));
        Assert.Contains("MaxCurrentRows", Assert.Throws<ArgumentException>(() => new DriftDetector(new() { MaxCurrentRows = 3 })).Message, StringComparison.Ordinal);
    }

    internal static byte[] Bytes(FittedDriftDetector detector)
    {
        using var stream = new MemoryStream();
        detector.Save(stream);
        return stream.ToArray();
    }

    /// <summary>A column of every kind, with missing rows, ties, both zeros and NaN that are values.</summary>
    internal static Dataset Table(RandomStream random, int rows, double shift)
    {
        T[] Make<T>(Func<T> next) => [.. Enumerable.Range(0, rows).Select(_ => next())];
        bool[] holes = Make(() => random.NextInt32(9) == 0);
        return new Dataset(
            new NumberColumn("price", Make(() => random.NextInt32(11) == 0 ? double.NaN : random.NextGaussian() + shift)),
            new NumberColumn("masked", Make(() => random.NextInt32(7) switch { 0 => double.NaN, 1 => -0.0, 2 => 0.0, 3 => double.PositiveInfinity, _ => random.NextDouble() }), MissingMask.Create(rows, row => holes[row])),
            CategoryColumn.FromValues("town", Make(() => random.NextInt32(6) switch { 0 => null, 1 => "b", 2 => "ü" + shift, _ => "a" })),
            CategoryColumn.FromValues("tail", Make(() => "t" + (int)(90 * Math.Pow(random.NextDouble(), 3)))),
            TextColumn.FromValues("note", Make(() => random.NextInt32(30) switch { 0 => "", 1 => null, int n => $"note {n % 15} é" })),
            TextColumn.FromValues("essay", Make(() => $"essay {random.NextInt32(1000)}")),
            new FlagColumn("flag", Make(() => random.NextInt32(3) == 0), MissingMask.Create(rows, row => holes[row])),
            new IntegerColumn("few", Make(() => (long)random.NextInt32(5))),
            new IntegerColumn("many", Make(() => (long)random.NextInt32(1000)), MissingMask.Create(rows, row => holes[row])),
            new TimestampColumn("when", Make(() => new DateTime(2024, 1, 1).AddHours(random.NextInt32(5000)).Ticks)));
    }

    /// <summary>A source whose batches lack a column that its schema names.</summary>
    private sealed class WrongSource(Dataset data) : DataSource
    {
        public override Schema Schema => data.Schema;

        public override IEnumerable<Dataset> ReadBatches(int batchRows = 65536, CancellationToken cancellationToken = default) => [data.Rename("price", "prices")];
    }
}
