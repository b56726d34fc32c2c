namespace Mlops.Sdk.Core.Tests.Data;

public sealed class TimeFoldTests
{
    private static readonly Dataset Days = new Dataset(new TimestampColumn("t", Enumerable.Range(0, 40).Select(row => (39 - row) * TimeSpan.TicksPerDay).ToArray()), new NumberColumn("x", new double[40])).WithRole("t", ColumnRole.Time);

    [Fact]
    public void TimeFolds_Gap_LastTrainingRowLiesThatLongBefore()
    {
        foreach (Fold fold in Days.TimeFolds(4, new() { Gap = TimeSpan.FromDays(3) }))
        {
            long first = ((TimestampColumn)fold.Validation["t"]).Ticks.ToArray().Min(), last = ((TimestampColumn)fold.Train["t"]).Ticks.ToArray().Max();
            Assert.Equal(TimeSpan.FromDays(3).Ticks, first - last);
            Assert.Equal(8, fold.Validation.RowCount);
        }
    }

    [Fact]
    public void TimeFolds_NoOptions_AreThoseInTime()
    {
        IReadOnlyList<Fold> plain = Days.Folds(4, kind: SplitKind.TimeOrdered), folds = Days.TimeFolds(4);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(plain[i].ValidationRows.ToArray(), folds[i].ValidationRows.ToArray());
            Assert.Equal(plain[i].Train.RowCount, folds[i].Train.RowCount);
        }
    }

    [Fact]
    public void TimeFolds_GapRowsAndWindow_CutTheTrainingPart()
    {
        IReadOnlyList<Fold> folds = Days.TimeFolds(4, new() { GapRows = 2, MostTrainRows = 10 });
        Assert.Equal([6, 10, 10, 10], folds.Select(fold => fold.Train.RowCount));
    }

    [Fact]
    public void TimeFolds_BadInput_ErrorWithRemedy()
    {
        Assert.Contains("role Time", Assert.Throws<ArgumentException>(() => Days.WithRole("t", ColumnRole.Ignored).TimeFolds()).Message, StringComparison.Ordinal);
        Assert.Contains("smaller gap", Assert.Throws<ArgumentException>(() => Days.TimeFolds(4, new() { GapRows = 8 })).Message, StringComparison.Ordinal);
        Dataset numbered = new Dataset(new IntegerColumn("t", Enumerable.Range(0, 40).Select(row => (long)row).ToArray())).WithRole("t", ColumnRole.Time);
        Assert.Contains("GapRows", Assert.Throws<ArgumentException>(() => numbered.TimeFolds(4, new() { Gap = TimeSpan.FromDays(1) })).Message, StringComparison.Ordinal);
    }
}
